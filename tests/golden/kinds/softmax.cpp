#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Softmax and its logarithms.

namespace golden {

using namespace attention;

namespace {

Built softmax_rows(const Case& of) {
  Built built;
  for (std::size_t b = 0; b < of.find("x")->matrices(); ++b) {
    const Value x = built.leaf(of, "x", b);
    built.outputs["softmax"].push_back(built.graph.add(operations::softmax(1.0F), {x}, {Stage::weights}));
    built.outputs["log_softmax"].push_back(built.graph.add(operations::log_softmax(), {x}, {}));
    built.outputs["logsumexp"].push_back(built.graph.add(operations::log_sum_exp(), {x}, {}));
  }
  return built;
}

/// A row for everything but the axis: the axis becomes the columns, and its place is remembered.
struct Rows {
  std::size_t inner;   // numbers between two neighbours on the axis
  std::size_t extent;  // of the axis
  Matrix matrix;

  [[nodiscard]] std::size_t place(std::size_t row, std::size_t column) const {
    return (row / inner * extent + column) * inner + row % inner;
  }
};

Rows rows_of(const Tensor& x, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(x.shape.size());
  const auto place = static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
  Rows rows{1, x.shape.at(place), {}};
  for (std::size_t i = place + 1; i < x.shape.size(); ++i) rows.inner *= x.shape[i];
  rows.matrix = make_matrix({x.numbers.size() / rows.extent, rows.extent});
  for (std::size_t i = 0; i < rows.matrix.shape(0); ++i)
    for (std::size_t j = 0; j < rows.extent; ++j) rows.matrix(i, j) = static_cast<float>(x.numbers[rows.place(i, j)]);
  return rows;
}

Built over_axis(const Case& of) {
  Built built;
  const Rows rows = rows_of(*of.find("x"), of.attributes.value("axis", std::int64_t{-1}));
  const bool logarithm = of.kind == "onnx_log_softmax";
  const Value x = built.graph.given(rows.matrix, {});
  const Value y = built.graph.add(logarithm ? operations::log_softmax() : operations::softmax(1.0F), {x}, {});
  std::vector<double>& numbers = built.numbers["y"];
  numbers.resize(rows.matrix.size());
  for (std::size_t i = 0; i < rows.matrix.shape(0); ++i)
    for (std::size_t j = 0; j < rows.extent; ++j) numbers[rows.place(i, j)] = built.graph.matrix(y)(i, j);
  return built;
}

}  // namespace

Kinds softmax_kinds() {
  return {
      {"softmax", softmax_rows},
      {"adversarial_softmax", softmax_rows},
      {"onnx_softmax", over_axis},
      {"onnx_log_softmax", over_axis},
  };
}

}  // namespace golden
