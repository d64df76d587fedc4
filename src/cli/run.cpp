#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/compute.hpp"
#include "cli/labels.hpp"
#include "cli/report.hpp"
#include "cli/table.hpp"
#include "graph/python.hpp"
#include "graph/reported.hpp"

namespace attention::cli {

namespace {

void print_order(const char* what, const std::vector<std::size_t>& order, const std::vector<std::string>& names) {
  std::cout << what;
  for (const std::size_t element : order) std::cout << ' ' << printable(names[element]);
  std::cout << '\n';
}

void print_tables(const Computed& computed, std::span<const Shown> matrices) {
  print_tables(std::cout, computed, matrices);
  const Run& run = computed.run;
  if (run.order.empty()) return;
  const bool words = !run.vocabulary.empty();
  print_order(words ? "words:" : "order:", run.order, words ? run.vocabulary : computed.scenario.tokens);
  std::cout << "log probability: " << run.log_probability << '\n';
  for (const Beam& beam : run.beams) {
    print_order("beam:", beam.order, computed.scenario.tokens);
    std::cout << "  log probability: " << beam.log_probability << '\n';
  }
}

void print_json(const Computed& computed, std::span<const Shown> matrices) {
  const Run& run = computed.run;
  std::cout << R"({"mechanism": ")" << name_of(computed.scenario.mechanism) << "\",\n\"matrices\": ";
  print_json(std::cout, computed, matrices);
  if (!run.vocabulary.empty()) std::cout << ",\n\"vocabulary\": " << nlohmann::json(run.vocabulary).dump();
  if (!run.order.empty())
    std::cout << ",\n\"order\": " << nlohmann::json(run.order).dump()
              << ",\n\"log_probability\": " << nlohmann::json(run.log_probability).dump();
  if (!run.beams.empty()) {
    nlohmann::json beams;
    for (const Beam& beam : run.beams)
      beams.push_back({{"order", beam.order}, {"log_probability", beam.log_probability}});
    std::cout << ",\n\"beams\": " << beams.dump();
  }
  std::cout << "}\n";
}

}  // namespace

void run_command(const Arguments& arguments) {
  const Computed computed = compute(arguments);
  std::vector<Shown> matrices;
  for (const Value value : reported(computed.run.graph)) matrices.push_back(show(computed.run.graph.node(value)));
  if (arguments.has("--json"))
    print_json(computed, matrices);
  else
    print_tables(computed, matrices);
}

void python_command(const Arguments& arguments) {
  const Computed computed = compute(arguments);
  std::cout << python(computed.run.graph, reported(computed.run.graph));
}

}  // namespace attention::cli
