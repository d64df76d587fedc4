#include "mechanisms/layers.hpp"

#include <algorithm>

#include "graph/operations.hpp"

namespace attention {

namespace {

Label internal(const char* name) { return {Stage::internal, Axis::query, Axis::feature, name}; }

/// Row i of the result is row i + shift of x, or zeros.
Value shifted(Graph& graph, Value x, std::ptrdiff_t shift) {
  const auto [n, d] = graph.shape(x);
  const std::size_t missing = std::min(static_cast<std::size_t>(std::abs(shift)), n);
  std::vector<Value> rows;
  if (missing > 0) rows.push_back(graph.given(make_matrix({missing, d}), internal("zeros")));
  if (missing < n) {
    const Value kept =
        graph.add(operations::slice_rows(shift > 0 ? missing : 0, n - missing), {x}, internal("neighbours"));
    rows.insert(shift > 0 ? rows.begin() : rows.end(), kept);
  }
  return graph.add(operations::concatenate_rows(), std::move(rows), internal("shifted"));
}

}  // namespace

Value convolve(Graph& graph, Value x, Value weight, const ConvolutionOptions& options) {
  const std::size_t d = graph.shape(x).columns;
  const Shape shape = graph.shape(weight);
  const std::size_t kernel = shape.columns / d;
  if (kernel == 0 || kernel * d != shape.columns)
    throw_shape("convolution", "a weight whose columns are a multiple of " + digits(d), describe(shape));
  const auto own = static_cast<std::ptrdiff_t>(options.causal ? kernel - 1 : kernel / 2);
  std::vector<Value> neighbours;
  neighbours.reserve(kernel);
  for (std::size_t o = 0; o < kernel; ++o)
    neighbours.push_back(
        shifted(graph, x, (static_cast<std::ptrdiff_t>(o) - own) * static_cast<std::ptrdiff_t>(options.dilation)));
  const Value unfolded = graph.add(operations::concatenate_columns(), std::move(neighbours), internal("unfolded"));
  return graph.add(operations::linear(), {unfolded, weight}, {Stage::result, Axis::query, Axis::feature});
}

Value fully_connect(Graph& graph, Value x, Value weight) {
  const std::size_t n = graph.shape(x).rows;
  const std::size_t d = graph.shape(x).columns;
  const auto pieces = [&](OperationPointer (*slice)(std::size_t, std::size_t), Value whole, std::size_t width) {
    std::vector<Value> result;
    result.reserve(n);
    for (std::size_t i = 0; i < n; ++i) result.push_back(graph.add(slice(i * width, width), {whole}, internal("row")));
    return result;
  };
  const Value flat =
      graph.add(operations::concatenate_columns(), pieces(operations::slice_rows, x, 1), internal("flat"));
  if (graph.shape(weight) != Shape{n * d, n * d})
    throw_shape("fully connected layer", "a weight of " + describe({n * d, n * d}), describe(graph.shape(weight)));
  const Value mixed = graph.add(operations::linear(), {flat, weight}, internal("mixed"));
  return graph.add(operations::concatenate_rows(), pieces(operations::slice_columns, mixed, d),
                   {Stage::result, Axis::query, Axis::feature});
}

}  // namespace attention
