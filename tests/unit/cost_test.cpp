#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;

// Every count is taken from a graph that really ran.

namespace {

/// Numbers from 0 to 1: nothing cancels, and of two numbers the sum is about as large as they are.
Matrix positive(std::size_t rows, std::size_t columns, std::uint32_t seed) {
  Matrix matrix = random_matrix(rows, columns, seed);
  for (float& number : flat(matrix)) number = number / 4.0F + 0.5F;
  return matrix;
}

Value weight(Graph& graph, std::size_t rows, std::size_t columns, std::uint32_t seed) {
  return graph.given(positive(rows, columns, seed), {Stage::parameter});
}

Value build_self_attention(Graph& graph, Value x, const CostOptions& options) {
  const std::size_t d = options.width;
  const MultiHeadParameters parameters{.in_proj_weight = weight(graph, 3 * d, d, 1),
                                       .out_proj_weight = weight(graph, d, d, 2)};
  return multi_head(graph, x, x, x, parameters, {.heads = options.heads}).result;
}

/// Every query meets only the keys that it sees: what is hidden is not even computed.
Value build_partial_attention(Graph& graph, Value x, const CostOptions& options, bool causal) {
  const std::size_t d = options.width;
  const std::size_t each = d / options.heads;
  const std::size_t sides = (options.window - 1) / 2;
  const auto project = [&](std::uint32_t seed) {
    return graph.add(operations::linear(), {x, weight(graph, d, d, seed)}, {});
  };
  const Value queries = project(1);
  const Value keys = project(2);
  const Value values = project(3);
  const auto part = [&](Value value, std::size_t first, std::size_t count, std::size_t head) {
    const Value rows = graph.add(operations::slice_rows(first, count), {value}, {});
    return graph.add(operations::slice_columns(head * each, each), {rows}, {});
  };
  std::vector<Value> outputs;
  for (std::size_t i = 0; i < options.length; ++i) {
    const std::size_t first = causal || i < sides ? 0 : i - sides;
    const std::size_t end = causal ? i + 1 : std::min(i + sides + 1, options.length);
    std::vector<Value> heads;
    for (std::size_t h = 0; h < options.heads; ++h)
      heads.push_back(attend(graph, part(queries, i, 1, h), part(keys, first, end - first, h),
                             part(values, first, end - first, h), ScaledDotScore{})
                          .output);
    outputs.push_back(graph.add(operations::concatenate_columns(), heads, {}));
  }
  const Value joined = graph.add(operations::concatenate_rows(), outputs, {});
  return graph.add(operations::linear(), {joined, weight(graph, d, d, 4)}, {});
}

Value build_recurrent(Graph& graph, Value x, const CostOptions& options) {
  const std::size_t d = options.width;
  const bool lstm = options.cell == RecurrentCell::lstm;
  const bool gated = options.cell == RecurrentCell::gated;
  const std::size_t gates = lstm ? 4 : 3;
  CellParameters parameters{options.cell, weight(graph, gates * d, d, 1), weight(graph, (gated ? 2 : gates) * d, d, 2)};
  if (gated) parameters.candidate_hh = weight(graph, d, d, 3);
  RecurrentState start{graph.given(make_matrix({1, d}), {})};
  if (lstm) start.memory = graph.given(make_matrix({1, d}), {});
  return encode(graph, parameters, x, start, Axis::key).states;
}

Value build(Graph& graph, Value x, Layer layer, const CostOptions& options, std::size_t dilation = 1) {
  const std::size_t d = options.width;
  switch (layer) {
    case Layer::self_attention:
      return build_self_attention(graph, x, options);
    case Layer::restricted_self_attention:
    case Layer::causal_self_attention:
      return build_partial_attention(graph, x, options, layer == Layer::causal_self_attention);
    case Layer::recurrent:
      return build_recurrent(graph, x, options);
    case Layer::convolutional:
    case Layer::dilated_convolutional:
      return convolve(graph, x, weight(graph, d, options.kernel * d, 1),
                      {dilation, layer == Layer::dilated_convolutional});
    case Layer::fully_connected:
      break;
  }
  return fully_connect(graph, x, weight(graph, options.length * d, options.length * d, 1));
}

bool copies(const Graph::Node& node) {
  constexpr std::array names{OperationName::given, OperationName::slice_columns, OperationName::slice_rows,
                             OperationName::concatenate_columns, OperationName::concatenate_rows};
  return std::ranges::find(names, node.operation->name()) != names.end();
}

struct Measured {
  double parameters = 0;
  double multiply_adds = 0;
  double memory = 0;
  double depth = 0;  // operations one after the other, copies not measured
};

Measured measure(const Graph& graph) {
  Measured result;
  std::vector<double> depths;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& node = graph.node({i});
    std::vector<const Matrix*> inputs;
    double depth = copies(node) ? 0 : 1;
    double before = 0;
    for (const Value input : node.inputs) {
      inputs.push_back(&graph.matrix(input));
      before = std::max(before, depths[input.node]);
    }
    depths.push_back(before + depth);
    result.depth = std::max(result.depth, depths.back());
    result.multiply_adds += static_cast<double>(node.operation->multiply_adds(inputs));
    const auto size = static_cast<double>(node.matrix.size());
    const bool is_weight = node.inputs.empty() && node.label.stage == Stage::parameter;
    if (is_weight) result.parameters += size;
    if (!copies(node) && node.label.stage != Stage::mean_weights) result.memory += size;
  }
  return result;
}

Measured run(Layer layer, const CostOptions& options) {
  Graph graph;
  build(graph, graph.given(positive(options.length, options.width, 7), {}), layer, options);
  const Measured measured = measure(graph);
  const Counted counted = count(graph);
  REQUIRE(static_cast<double>(counted.parameters) == measured.parameters);
  REQUIRE(static_cast<double>(counted.multiply_adds) == measured.multiply_adds);
  REQUIRE(counted.numbers >= counted.parameters);
  return measured;
}

constexpr std::array layers{
    Layer::self_attention, Layer::restricted_self_attention, Layer::causal_self_attention, Layer::recurrent,
    Layer::convolutional,  Layer::dilated_convolutional,     Layer::fully_connected};

}  // namespace

TEST_CASE("cost: parameters, multiply-adds and memory are those of graphs that ran", "[cost]") {
  for (const Layer layer : layers)
    for (const std::size_t n : {1U, 2U, 5U, 9U})
      for (const std::size_t width : {3U, 5U})
        for (const RecurrentCell cell : {RecurrentCell::gru, RecurrentCell::lstm, RecurrentCell::gated}) {
          const CostOptions options{
              .length = n, .width = 6, .heads = 2, .kernel = width, .window = width, .cell = cell};
          INFO(name_of(layer) << ", n " << n << ", k and r " << width << ", " << name_of(cell));
          const Measured measured = run(layer, options);
          const Cost claimed = cost(layer, options);
          REQUIRE(claimed.parameters == measured.parameters);
          REQUIRE(claimed.multiply_adds == measured.multiply_adds);
          REQUIRE(claimed.memory == measured.memory);
        }
}

TEST_CASE("cost: what takes n steps is as much deeper as it is longer, and nothing else is", "[cost]") {
  for (const Layer layer : layers) {
    INFO(name_of(layer));
    const auto depth = [&](std::size_t n) { return run(layer, {.length = n, .width = 4, .heads = 2}).depth; };
    const auto steps = [&](std::size_t n) {
      return cost(layer, {.length = n, .width = 4, .heads = 2}).sequential_steps;
    };
    const double one_step = depth(3) - depth(2);
    REQUIRE((one_step > 0) == (steps(3) > steps(2)));
    REQUIRE(depth(9) - depth(2) == one_step * (steps(9) - steps(2)));
  }
}

namespace {

/// Whether the first position reaches the last through that many layers, and the last the first (unless nothing looks
/// ahead).
bool connects(Layer layer, const CostOptions& options, std::size_t stack) {
  const bool ahead = layer != Layer::causal_self_attention && layer != Layer::dilated_convolutional;
  Graph graph;
  const Value x = graph.given(positive(options.length, options.width, 7), {});
  Value y = x;
  std::size_t dilation = 1;
  for (std::size_t i = 0; i < stack; ++i) {
    y = build(graph, y, layer, options, dilation);
    if (layer == Layer::dilated_convolutional) dilation *= options.kernel;
  }
  const std::size_t last = options.length - 1;
  const auto reaches = [&](std::size_t from, std::size_t to) {
    const Matrix gradient = graph.backward(CellReference{y, to, 0})[x.node];
    return std::ranges::any_of(row_of(gradient, from), [](float number) { return number != 0.0F; });
  };
  return reaches(0, last) && (!ahead || reaches(last, 0));
}

}  // namespace

TEST_CASE("cost: as many layers as the longest path says connect the ends, and one fewer does not", "[cost]") {
  for (const Layer layer : layers) {
    if (layer == Layer::recurrent) continue;  // one layer; its path are its steps
    for (const std::size_t n : {2U, 5U, 14U})
      for (const std::size_t width : {3U, 4U, 5U}) {
        INFO(name_of(layer) << ", n " << n << ", k and r " << width);
        const CostOptions options{.length = n, .width = 2, .heads = 1, .kernel = width, .window = width};
        const auto path = static_cast<std::size_t>(cost(layer, options).longest_path);
        REQUIRE(connects(layer, options, path));
        REQUIRE_FALSE(connects(layer, options, path - 1));
      }
  }
  REQUIRE(cost(Layer::recurrent, {.length = 14}).longest_path == 14);
}

TEST_CASE("cost: sizes that are no layer's are refused", "[cost]") {
  REQUIRE_THROWS_AS(cost(Layer::self_attention, {.length = 0}), Error);
  REQUIRE_THROWS_AS(cost(Layer::self_attention, {.width = 0}), Error);
  REQUIRE_THROWS_AS(cost(Layer::self_attention, {.width = 5, .heads = 2}), Error);
  REQUIRE_THROWS_AS(cost(Layer::convolutional, {.kernel = 2}), Error);
  REQUIRE_THROWS_AS(cost(Layer::dilated_convolutional, {.kernel = 1}), Error);
  REQUIRE_THROWS_AS(cost(Layer::restricted_self_attention, {.window = 1}), Error);
}

TEST_CASE("layers: a convolution equals its sum, a fully connected layer its matrix product", "[cost]") {
  Graph graph;
  const Matrix x = random_matrix(5, 2, 1);
  const Matrix w = random_matrix(3, 6, 2);
  const Value got = convolve(graph, graph.given(x, {}), graph.given(w, {}), {.dilation = 2});
  reference::Table expected(5, reference::Row(3, 0.0));
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t o = 0; o < 3; ++o)
      for (std::size_t t = 0; t < 3; ++t) {
        const auto from = static_cast<std::ptrdiff_t>(i) + 2 * (static_cast<std::ptrdiff_t>(t) - 1);
        if (from < 0 || from > 4) continue;
        for (std::size_t d = 0; d < 2; ++d) expected[i][o] += w(o, 2 * t + d) * x(static_cast<std::size_t>(from), d);
      }
  check::require_close(graph.matrix(got), expected);

  const Matrix all = random_matrix(10, 10, 3);
  const Value mixed = fully_connect(graph, graph.given(x, {}), graph.given(all, {}));
  for (std::size_t i = 0; i < 10; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < 10; ++j) sum += static_cast<double>(all(i, j)) * static_cast<double>(flat(x)[j]);
    REQUIRE(std::abs(flat(graph.matrix(mixed))[i] - sum) < 1e-4);
  }
  check::require_explanations(graph);
  REQUIRE_THROWS_AS(convolve(graph, graph.given(x, {}), graph.given(random_matrix(3, 5, 1), {})), Error);
  REQUIRE_THROWS_AS(fully_connect(graph, graph.given(x, {}), graph.given(w, {})), Error);
}
