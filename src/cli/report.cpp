#include "cli/report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "cli/labels.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "cli/terminal.hpp"

namespace attention::cli {

namespace {

using Json = nlohmann::ordered_json;

/// The bar of a report, where nothing is printed in between.
class Writing {
 public:
  explicit Writing(std::span<const Shown> matrices) {
    if (is_terminal(stdout)) return;
    std::size_t total = 0;
    for (const Shown& shown : matrices) total += shown.matrix->size();
    progress_.emplace("writing", total);
  }
  void advance(std::size_t count) {
    if (progress_) progress_->advance(count);
  }

 private:
  std::optional<Progress> progress_;
};

Json row(const Matrix& matrix, std::size_t index) {
  Json row = Json::array();
  for (const float number : row_of(matrix, index)) row.push_back(std::isfinite(number) ? Json(number) : Json(nullptr));
  return row;
}

}  // namespace

Shown show(const Graph::Node& node) { return {full_name(node), &node, &node.matrix}; }

void print_tables(std::ostream& out, const Computed& computed, std::span<const Shown> matrices) {
  Writing writing(matrices);
  for (const Shown& shown : matrices) {
    const Shape shape = shape_of(*shown.matrix);
    out << shown.name;
    if (shown.node->head != Graph::common) out << ", head " << shown.node->head + 1;
    out << " (" << describe(shape) << ")\n";
    print_table(out, *shown.matrix, row_labels(computed, *shown.node), column_labels(computed, *shown.node),
                line_width());
    out << '\n';
    writing.advance(shown.matrix->size());
  }
}

void print_json(std::ostream& out, const Computed& computed, std::span<const Shown> matrices) {
  Writing writing(matrices);
  out << '[';
  for (std::size_t i = 0; i < matrices.size(); ++i) {
    const Shown& shown = matrices[i];
    const Shape shape = shape_of(*shown.matrix);
    Json head{{"name", shown.name}};
    if (shown.node->head != Graph::common) head["head"] = shown.node->head + 1;
    head["rows"] = row_labels(computed, *shown.node);
    head["columns"] = column_labels(computed, *shown.node);
    std::string opening = head.dump();
    opening.back() = ',';  // its numbers follow, one row at a time
    out << (i == 0 ? "\n" : ",\n") << opening << " \"numbers\": [";
    for (std::size_t r = 0; r < shape.rows; ++r) out << (r == 0 ? "\n  " : ",\n  ") << row(*shown.matrix, r).dump();
    out << "]}";
    writing.advance(shown.matrix->size());
  }
  out << "\n]";
}

}  // namespace attention::cli
