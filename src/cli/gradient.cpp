#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/account.hpp"
#include "cli/command.hpp"
#include "cli/compute.hpp"
#include "cli/labels.hpp"
#include "cli/progress.hpp"
#include "cli/report.hpp"
#include "cli/select.hpp"
#include "cli/tell.hpp"
#include "graph/reported.hpp"

namespace attention::cli {

namespace {

/// What is differentiated: one cell, or the sum of a matrix.
struct Target {
  Value matrix;
  std::optional<CellReference> cell;
};

Target select_target(const Computed& computed, const Arguments& arguments) {
  const auto name = arguments.find("--matrix");
  const Value matrix = name ? select_matrix(computed.run, *name, arguments) : output_of(computed.run.graph);
  return {matrix, select_cell(computed, matrix, arguments)};
}

std::vector<Matrix> differentiate(const Graph& graph, const Target& target) {
  const Progress progress("differentiating");
  return target.cell ? graph.backward(*target.cell)
                     : graph.backward(target.matrix, make_matrix(graph.shape(target.matrix), 1.0F));
}

double value_of(const Graph& graph, const Target& target) {
  const Matrix& matrix = graph.matrix(target.matrix);
  if (target.cell) return matrix(target.cell->row, target.cell->column);
  double sum = 0.0;
  for (const float number : flat(matrix)) sum += number;
  return sum;
}

/// The gradients with respect to what was given, each under its matrix's name; of one alone if --by names it.
std::vector<Shown> select_gradients(const Run& run, const std::vector<Matrix>& gradients, const Arguments& arguments) {
  std::vector<Shown> shown;
  const auto add = [&](const std::string& name, Value value) {
    shown.push_back(show(run.graph.node(value)));
    shown.back().name = name;
    shown.back().matrix = &gradients.at(value.node);
  };
  if (const auto by = arguments.find("--by"))
    add(*by, select_matrix(run, *by, {}));
  else
    for (const Given& given : run.given) add(given.name, given.value);
  return shown;
}

/// The one number of a gradient that --by, --by-row and --by-column name.
std::optional<CellReference> select_gradient(const Computed& computed, const Arguments& arguments) {
  constexpr CellOptions options{"--by-row", "--by-column"};
  const auto by = arguments.find("--by");
  if (by) return select_cell(computed, select_matrix(computed.run, *by, {}), arguments, options);
  if (arguments.find(options.row) || arguments.find(options.column))
    throw Refusal(Exit::wrong_command, "--by-row and --by-column need --by; see attention gradient --help");
  return std::nullopt;
}

std::string name_of_target(const Computed& computed, const Target& target) {
  const Graph& graph = computed.run.graph;
  if (target.cell) return name_of_cell(computed, *target.cell);
  return "the sum of " + title(graph.node(target.matrix)) + " (" + describe(graph.shape(target.matrix)) + ")";
}

}  // namespace

void gradient_command(const Arguments& arguments) {
  const Computed computed = compute(arguments);
  const Graph& graph = computed.run.graph;
  const Target target = select_target(computed, arguments);
  const auto explained = select_gradient(computed, arguments);
  const std::vector<Matrix> gradients = differentiate(graph, target);
  if (explained) {
    if (!arguments.has("--json")) std::cout << "gradient of " << name_of_target(computed, target) << " by ";
    tell(std::cout, computed, graph.explain_gradient(target.matrix, gradients, *explained), arguments.has("--json"));
    return;
  }
  const std::vector<Shown> shown = select_gradients(computed.run, gradients, arguments);
  const std::string name = name_of_target(computed, target);
  const double value = value_of(graph, target);
  if (arguments.has("--json")) {
    std::cout << "{\"of\": " << nlohmann::json(name).dump() << ",\n\"value\": " << nlohmann::json(value).dump()
              << ",\n\"gradients\": ";
    print_json(std::cout, computed, shown);
    std::cout << "}\n";
    return;
  }
  std::cout << "gradient of " << name << " = " << readable(value) << ", with respect to\n\n";
  print_tables(std::cout, computed, shown);
}

}  // namespace attention::cli
