#include "mechanisms/position.hpp"

#include <bit>
#include <cmath>

#include "graph/operations.hpp"

namespace attention {

namespace {

std::vector<double> positions(std::size_t n, std::size_t first) {
  std::vector<double> result;
  result.reserve(n);
  for (std::size_t i = 0; i < n; ++i) result.push_back(static_cast<double>(first + i));
  return result;
}

double rate(std::size_t pair, std::size_t width, double base) {
  return std::pow(base, -2.0 * static_cast<double>(pair) / static_cast<double>(width));
}

}  // namespace

Value sinusoidal_positions(Graph& graph, Shape size, const SinusoidalOptions& options, Axis rows) {
  std::vector<operations::Wave> columns;
  const std::size_t sines = (size.columns + 1) / 2;
  for (std::size_t c = 0; c < size.columns; ++c) {
    const bool interleaved = options.layout == SinusoidalLayout::interleaved;
    const std::size_t pair = interleaved ? c / 2 : c % sines;
    columns.push_back({rate(pair, size.columns, options.base), interleaved ? c % 2 == 1 : c >= sines});
  }
  return graph.add(operations::waves(positions(size.rows, options.first), std::move(columns)), {},
                   {Stage::positions, rows, Axis::feature});
}

Value learned_positions(Graph& graph, Value table, std::size_t n, std::size_t first, Axis rows) {
  return graph.add(operations::slice_rows(first, n), {table}, {Stage::positions, rows, Axis::feature});
}

Rotary rotary_angles(Graph& graph, std::size_t n, const RotaryOptions& options, Axis rows) {
  if (options.width % 2 != 0)
    throw Error(ErrorCode::not_divisible, "rotary positions turn pairs of columns: got width " + digits(options.width),
                "position", {{"width", digits(options.width)}});
  const auto table = [&](bool cosine, const char* name) {
    std::vector<operations::Wave> columns;
    columns.reserve(options.width / 2);
    for (std::size_t p = 0; p < options.width / 2; ++p)
      columns.push_back({rate(p, options.width, options.base), cosine});
    return graph.add(operations::waves(positions(n, options.first), std::move(columns)), {},
                     {Stage::positions, rows, Axis::feature, name});
  };
  const Value cos = table(true, "cos");
  return {cos, table(false, "sin"), options.interleaved};
}

Value rotate(Graph& graph, Value x, const Rotary& rotary, Label label) {
  return graph.add(operations::rotary(rotary.interleaved), {x, rotary.cos, rotary.sin}, std::move(label));
}

std::vector<float> alibi_slopes(std::size_t heads) {
  const std::size_t power = std::bit_floor(heads);
  std::vector<float> slopes;
  const auto append = [&](std::size_t of, std::size_t step, std::size_t count) {
    for (std::size_t h = 0; h < count; ++h)
      slopes.push_back(
          static_cast<float>(std::exp2(-8.0 * static_cast<double>(h * step + 1) / static_cast<double>(of))));
  };
  append(power, 1, power);
  append(2 * power, 2, heads - power);
  return slopes;
}

std::vector<Value> alibi_biases(Graph& graph, std::span<const float> slopes, Shape size, std::size_t past) {
  Matrix distance = make_matrix(size);
  for (std::size_t i = 0; i < size.rows; ++i)
    for (std::size_t j = 0; j < size.columns; ++j)
      distance(i, j) = std::abs(static_cast<float>(i + past) - static_cast<float>(j));
  const Value distances = graph.given(std::move(distance), {Stage::positions, Axis::query, Axis::key, "distance"});
  std::vector<Value> biases;
  for (const float slope : slopes) {
    const auto scope = graph.head(slopes.size() == 1 ? Graph::common : static_cast<int>(biases.size()));
    biases.push_back(
        graph.add(operations::sum(-slope), {distances}, {Stage::positions, Axis::query, Axis::key, "bias"}));
  }
  return biases;
}

std::size_t relative_bucket(std::ptrdiff_t distance, std::size_t buckets, const RelativeOptions& options) {
  std::size_t first = 0;
  if (options.bidirectional) {
    buckets /= 2;
    if (distance > 0) first = buckets;
  } else if (distance > 0) {
    distance = 0;
  }
  const auto far = static_cast<std::size_t>(std::abs(distance));
  const std::size_t exact = buckets / 2;
  if (far < exact) return first + far;
  // A logarithm that should be whole may fall short of it by a rounding.
  constexpr double rounding = 1e-9;
  const double step = std::log(static_cast<double>(far) / static_cast<double>(exact)) /
                      std::log(static_cast<double>(options.maximum) / static_cast<double>(exact)) *
                      static_cast<double>(buckets - exact);
  return first + std::min(exact + static_cast<std::size_t>(step + rounding), buckets - 1);
}

std::vector<Value> relative_biases(Graph& graph, Value table, Shape size, const RelativeOptions& options) {
  const auto [heads, buckets] = graph.shape(table);
  const std::size_t least = options.bidirectional ? 4 : 2;
  if (buckets < least || options.maximum <= buckets / least)
    throw Error(ErrorCode::out_of_range,
                "relative positions need at least " + digits(least) + " buckets, and a maximum above " +
                    digits(buckets / least) + ": got " + digits(buckets) + " buckets, maximum " +
                    digits(options.maximum),
                "position", {{"buckets", digits(buckets)}, {"maximum", digits(options.maximum)}});
  std::vector<Value> biases;
  for (std::size_t h = 0; h < heads; ++h) {
    std::vector<std::size_t> sources;
    for (std::size_t i = 0; i < size.rows; ++i)
      for (std::size_t j = 0; j < size.columns; ++j) {
        const std::ptrdiff_t distance = static_cast<std::ptrdiff_t>(j) - static_cast<std::ptrdiff_t>(i + options.past);
        sources.push_back(h * buckets + relative_bucket(distance, buckets, options));
      }
    const auto scope = graph.head(heads == 1 ? Graph::common : static_cast<int>(h));
    biases.push_back(graph.add(operations::gather(size, std::move(sources)), {table},
                               {Stage::positions, Axis::query, Axis::key, "bias"}));
  }
  return biases;
}

}  // namespace attention
