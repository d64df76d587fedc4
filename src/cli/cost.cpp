#include "mechanisms/cost.hpp"

#include <array>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/compute.hpp"
#include "cli/table.hpp"
#include "scenario/field.hpp"

namespace attention::cli {

namespace {

using Json = nlohmann::ordered_json;

CostOptions options_of(const Scenario& scenario, const Arguments& arguments) {
  CostOptions options;
  options.length = scenario.tokens.size();
  options.width = scenario.width;
  options.heads = find_used("heads", scenario.mechanism) == nullptr ? 1 : scenario.heads;
  // A scenario whose encoder is not the one with heads may have some that do not fit.
  if (options.width % options.heads != 0) options.heads = 1;
  options.kernel = arguments.number("--kernel").value_or(options.kernel);
  options.window = arguments.number("--window").value_or(options.window);
  options.cell = scenario.cell;
  return options;
}

constexpr std::array columns{"parameters", "multiply_adds", "sequential_steps", "longest_path", "memory"};

std::array<double, columns.size()> figures(const Cost& cost) {
  return {cost.parameters, cost.multiply_adds, cost.sequential_steps, cost.longest_path, cost.memory};
}

std::string whole(double number) { return digits(static_cast<std::size_t>(number)); }

void print_json(const Counted& counted, const CostOptions& options) {
  Json report;
  report["counted"] = {{"parameters", counted.parameters},
                       {"multiply_adds", counted.multiply_adds},
                       {"operations", counted.operations},
                       {"numbers", counted.numbers}};
  report["layers"] = Json::array();
  for (std::size_t i = 0; i < names<Layer>.size(); ++i) {
    const auto layer = static_cast<Layer>(i);
    Json& row = report["layers"].emplace_back(Json{{"layer", name_of(layer)}});
    const auto numbers = figures(cost(layer, options));
    for (std::size_t j = 0; j < columns.size(); ++j) row[columns.at(j)] = numbers.at(j);
  }
  std::cout << report.dump(1) << '\n';
}

void print_text(const Counted& counted, const CostOptions& options) {
  std::cout << "counted: " << counted.parameters << " parameters, " << counted.multiply_adds << " multiply-adds, "
            << counted.operations << " operations, " << counted.numbers << " numbers held\n\n"
            << "layers of length " << options.length << ", width " << options.width << ", heads " << options.heads
            << '\n';
  std::vector<std::vector<std::string>> table{{""}};
  table[0].insert(table[0].end(), columns.begin(), columns.end());
  for (std::size_t i = 0; i < names<Layer>.size(); ++i) {
    const auto layer = static_cast<Layer>(i);
    std::vector<std::string>& row = table.emplace_back();
    row.emplace_back(name_of(layer));
    for (const double number : figures(cost(layer, options))) row.push_back(whole(number));
  }
  print_cells(std::cout, table);
}

}  // namespace

void cost_command(const Arguments& arguments) {
  const Computed computed = compute(arguments);
  const Counted counted = count(computed.run.graph);
  const CostOptions options = options_of(computed.scenario, arguments);
  if (arguments.has("--json"))
    print_json(counted, options);
  else
    print_text(counted, options);
}

}  // namespace attention::cli
