#include "cli/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/table.hpp"

namespace attention::cli {

namespace {

using Json = nlohmann::ordered_json;

/// What a reader wants to see, in the order of computation; of a pointer network, all steps at once.
std::vector<Value> reported(const Graph& graph) {
  constexpr std::array wanted{Stage::scores,       Stage::masked_scores, Stage::weights,
                              Stage::mean_weights, Stage::output,        Stage::result};
  std::vector<Value> values;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& node = graph.node({i});
    if (node.step == Graph::common && std::ranges::find(wanted, node.label.stage) != wanted.end())
      values.push_back({i});
  }
  return values;
}

std::vector<std::string> labels(const Scenario& scenario, Axis axis, std::size_t count) {
  if (axis == Axis::query) return scenario.tokens;
  if (axis == Axis::key) {
    const bool own_keys =
        scenario.keys && (scenario.mechanism == Mechanism::key_value || scenario.mechanism == Mechanism::multi_head);
    return own_keys ? *scenario.keys : scenario.tokens;
  }
  std::vector<std::string> numbers;
  for (std::size_t i = 1; i <= count; ++i) numbers.push_back((axis == Axis::step ? "step " : "") + digits(i));
  return numbers;
}

Json numbers(const Matrix& matrix) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < matrix.shape(0); ++i) {
    Json row = Json::array();
    for (const float number : row_of(matrix, i)) row.push_back(std::isfinite(number) ? Json(number) : Json(nullptr));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

void print_tables(std::ostream& out, const Scenario& scenario, const Run& run) {
  for (const Value value : reported(run.graph)) {
    const Graph::Node& node = run.graph.node(value);
    const Shape shape = shape_of(node.matrix);
    out << node.label.name;
    if (node.head != Graph::common) out << ", head " << node.head + 1;
    out << " (" << describe(shape) << ")\n";
    print_table(out, node.matrix, labels(scenario, node.label.rows, shape.rows),
                labels(scenario, node.label.columns, shape.columns));
    out << '\n';
  }
  if (run.order.empty()) return;
  out << "order:";
  for (const std::size_t element : run.order) out << ' ' << scenario.tokens[element];
  out << "\nlog probability: " << run.log_probability << '\n';
}

void print_json(std::ostream& out, const Scenario& scenario, const Run& run) {
  Json report;
  report["mechanism"] = name_of(scenario.mechanism);
  report["matrices"] = Json::array();
  for (const Value value : reported(run.graph)) {
    const Graph::Node& node = run.graph.node(value);
    const Shape shape = shape_of(node.matrix);
    Json matrix;
    matrix["name"] = node.label.name;
    if (node.head != Graph::common) matrix["head"] = node.head + 1;
    matrix["rows"] = labels(scenario, node.label.rows, shape.rows);
    matrix["columns"] = labels(scenario, node.label.columns, shape.columns);
    matrix["numbers"] = numbers(node.matrix);
    report["matrices"].push_back(std::move(matrix));
  }
  if (!run.order.empty()) {
    report["order"] = run.order;
    report["log_probability"] = run.log_probability;
  }
  out << report.dump(1) << '\n';
}

}  // namespace attention::cli
