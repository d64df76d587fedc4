#include "mechanisms/cost.hpp"

#include <algorithm>

#include "error.hpp"

namespace attention {

namespace {

void require_at_least(std::size_t got, std::size_t least, const char* field) {
  if (got >= least) return;
  throw Error(ErrorCode::out_of_range,
              std::string(field) + ": expected at least " + digits(least) + ", got " + digits(got), field,
              {{"minimum", digits(least)}, {"got", digits(got)}});
}

/// Layers until a number has gone from one end of the sequence to the other, each seeing `sides` to both sides.
double layers(std::size_t n, std::size_t sides) {
  const std::size_t rounded_up = (n - 1 + sides - 1) / sides;
  return std::max(1.0, static_cast<double>(rounded_up));
}

/// The same if every layer sees `kernel` times as far as the one before.
double dilated_layers(std::size_t n, std::size_t kernel) {
  double count = 1;
  const auto growth = static_cast<double>(kernel);
  for (double seen = growth; seen < static_cast<double>(n); seen *= growth) ++count;
  return count;
}

Cost self_attention(const CostOptions& options, double pairs, double path) {
  if (options.heads == 0 || options.width % options.heads != 0)
    throw Error(ErrorCode::not_divisible,
                "the width must be a multiple of the number of heads: got width " + digits(options.width) + ", heads " +
                    digits(options.heads),
                "heads", {{"width", digits(options.width)}, {"heads", digits(options.heads)}});
  const auto n = static_cast<double>(options.length);
  const auto d = static_cast<double>(options.width);
  // Queries, keys, values, the heads' outputs and the result; every head's scores and weights.
  const double memory = 5 * n * d + 2 * static_cast<double>(options.heads) * pairs;
  return {4 * d * d, 4 * n * d * d + 2 * pairs * d, 1, path, memory};
}

Cost restricted(const CostOptions& options) {
  require_at_least(options.window, 3, "window");
  const std::size_t sides = (options.window - 1) / 2;
  const auto n = static_cast<double>(options.length);
  const auto reach = static_cast<double>(std::min(sides, options.length - 1));
  return self_attention(options, n * (2 * reach + 1) - reach * (reach + 1), layers(options.length, sides));
}

/// Every gate has two matrices. What is kept of a step: the two products of all gates, and what the gates make of them.
Cost recurrent(const CostOptions& options) {
  const auto n = static_cast<double>(options.length);
  const auto d = static_cast<double>(options.width);
  const bool lstm = options.cell == RecurrentCell::lstm;
  const double matrices = lstm ? 8 : 6;
  const double products = 3;  // of gates with states, number by number
  const double vectors = matrices + (lstm ? 13 : 11);
  return {matrices * d * d, n * (matrices * d * d + products * d), n, n, n * vectors * d};
}

Cost convolutional(const CostOptions& options, bool dilated) {
  require_at_least(options.kernel, dilated ? 2 : 3, "kernel");
  const auto n = static_cast<double>(options.length);
  const auto d = static_cast<double>(options.width);
  const auto k = static_cast<double>(options.kernel);
  const double path =
      dilated ? dilated_layers(options.length, options.kernel) : layers(options.length, (options.kernel - 1) / 2);
  return {k * d * d, n * k * d * d, 1, path, n * d};
}

}  // namespace

Cost cost(Layer layer, const CostOptions& options) {
  require_at_least(options.length, 1, "length");
  require_at_least(options.width, 1, "width");
  const auto n = static_cast<double>(options.length);
  const auto d = static_cast<double>(options.width);
  switch (layer) {
    case Layer::self_attention:
      return self_attention(options, n * n, 1);
    case Layer::restricted_self_attention:
      return restricted(options);
    case Layer::causal_self_attention:
      return self_attention(options, n * (n + 1) / 2, 1);
    case Layer::recurrent:
      return recurrent(options);
    case Layer::convolutional:
      return convolutional(options, false);
    case Layer::dilated_convolutional:
      return convolutional(options, true);
    case Layer::fully_connected:
      break;
  }
  return {n * n * d * d, n * n * d * d, 1, 1, n * d};
}

Counted count(const Graph& graph) {
  Counted counted;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& node = graph.node({i});
    std::vector<const Matrix*> inputs;
    inputs.reserve(node.inputs.size());
    for (const Value input : node.inputs) inputs.push_back(&graph.matrix(input));
    const bool given = node.inputs.empty();
    counted.parameters += given && node.label.stage == Stage::parameter ? node.matrix.size() : 0;
    counted.multiply_adds += node.operation->multiply_adds(inputs);
    counted.operations += given ? 0 : 1;
    counted.numbers += node.matrix.size();
  }
  return counted;
}

}  // namespace attention
