#include "unit/streaming_problem.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace kernels = attention::kernels;

namespace check {

namespace {

double score(const StreamingProblem& p, std::size_t i, std::size_t j, double& derivative) {
  double sum = 0;
  for (std::size_t d = 0; d < p.key_width; ++d)
    sum += static_cast<double>(p.q[i * p.key_width + d]) * static_cast<double>(p.k[j * p.key_width + d]);
  sum *= static_cast<double>(p.options.scale);
  derivative = 1;
  const auto cap = static_cast<double>(p.options.cap);
  if (cap > 0) {
    const double t = std::tanh(sum / cap);
    sum = cap * t;
    derivative = 1 - t * t;
  }
  const double distance = static_cast<double>(j) - static_cast<double>(i) - static_cast<double>(p.options.past);
  return sum + static_cast<double>(p.options.slope) * distance;
}

kernels::Rows rows_of(const std::vector<float>& numbers, std::size_t rows, std::size_t columns) {
  return {numbers.data(), rows, columns, columns};
}
kernels::MutableRows rows_of(std::vector<float>& numbers, std::size_t rows, std::size_t columns) {
  return {numbers.data(), rows, columns, columns};
}

}  // namespace

void StreamingProblem::solve() {
  output.assign(n * value_width, 0);
  logsumexp.assign(n, -std::numeric_limits<double>::infinity());
  dq.assign(q.size(), 0);
  dk.assign(k.size(), 0);
  dv.assign(v.size(), 0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto [first, end] = kernels::visible_keys(options, i, m);
    if (first == end) continue;
    std::vector<double> weights(m);
    std::vector<double> derivatives(m);
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t j = first; j < end; ++j)
      largest = std::max(largest, weights[j] = score(*this, i, j, derivatives[j]));
    double sum = 0;
    for (std::size_t j = first; j < end; ++j) sum += weights[j] = std::exp(weights[j] - largest);
    logsumexp[i] = largest + std::log(sum);
    double mean = 0;
    for (std::size_t c = 0; c < value_width; ++c) {
      double& y = output[i * value_width + c];
      for (std::size_t j = first; j < end; ++j) y += weights[j] / sum * static_cast<double>(v[j * value_width + c]);
      mean += y * static_cast<double>(output_gradient[i * value_width + c]);
    }
    for (std::size_t j = first; j < end; ++j) {
      const double weight = weights[j] / sum;
      double gradient = 0;
      for (std::size_t c = 0; c < value_width; ++c) {
        const auto dy = static_cast<double>(output_gradient[i * value_width + c]);
        gradient += dy * static_cast<double>(v[j * value_width + c]);
        dv[j * value_width + c] += weight * dy;
      }
      gradient = weight * (gradient - mean) * derivatives[j] * static_cast<double>(options.scale);
      for (std::size_t d = 0; d < key_width; ++d) {
        dq[i * key_width + d] += gradient * static_cast<double>(k[j * key_width + d]);
        dk[j * key_width + d] += gradient * static_cast<double>(q[i * key_width + d]);
      }
    }
  }
}

StreamingProblem random_streaming(std::uint32_t seed, std::size_t size) {
  std::mt19937 engine(seed);
  const auto below = [&engine](std::size_t end) { return static_cast<std::size_t>(engine()) % end; };
  const std::size_t n = below(4) == 0 ? 1 + below(3) : 4 + below(size);  // few are decoded one by one
  const std::size_t width = size / 2 + 8;
  StreamingProblem p{n, 1 + below(3 * size), 1 + below(width), 1 + below(width), {}, {}, {}, {}, {}, {}, {}, {}, {},
                     {}};
  p.options.scale = 1.0F / std::sqrt(static_cast<float>(p.key_width));
  p.options.causal = below(2) == 0;
  if (below(3) == 0)
    p.options.past = static_cast<std::ptrdiff_t>(below(2 * size)) - static_cast<std::ptrdiff_t>(size / 2);
  if (below(3) == 0) p.options.left = below(size);
  if (below(3) == 0) p.options.right = below(size);
  if (below(4) == 0) p.options.keys = below(p.m + 1);
  if (below(4) == 0) p.options.cap = 2.0F;
  if (below(4) == 0) p.options.slope = 0.1F;
  const auto fill = [&](std::vector<float>& numbers, std::size_t count) {
    numbers.resize(count);
    for (float& number : numbers) number = static_cast<float>(below(4001)) / 1000.0F - 2.0F;
  };
  fill(p.q, p.n * p.key_width);
  fill(p.k, p.m * p.key_width);
  fill(p.v, p.m * p.value_width);
  fill(p.output_gradient, p.n * p.value_width);
  return p;
}

void require_close(const std::vector<float>& got, const std::vector<double>& wanted, double tolerance) {
  double worst = 0;
  REQUIRE(got.size() == wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double have = got[i];
    if (have == wanted[i]) continue;
    REQUIRE(std::isfinite(have));
    worst = std::max(worst, std::abs(have - wanted[i]) / (1 + std::abs(wanted[i])));
  }
  REQUIRE(worst <= tolerance);
}

StreamingResult attend(const StreamingProblem& p, kernels::Architecture architecture) {
  StreamingResult result{std::vector<float>(p.n * p.value_width), std::vector<float>(p.n), {}, {}, {}};
  std::vector<float> workspace(kernels::streaming_workspace(p.key_width, p.value_width));
  kernels::streaming_attention(rows_of(p.q, p.n, p.key_width), rows_of(p.k, p.m, p.key_width),
                               rows_of(p.v, p.m, p.value_width), p.options, rows_of(result.output, p.n, p.value_width),
                               result.logsumexp, workspace, architecture);
  return result;
}

void differentiate(const StreamingProblem& p, StreamingResult& result, kernels::Architecture architecture) {
  std::vector<float> workspace(kernels::streaming_workspace(p.key_width, p.value_width));
  result.dq.assign(p.q.size(), 0.0F);
  result.dk.assign(p.k.size(), 0.0F);
  result.dv.assign(p.v.size(), 0.0F);
  const std::vector<float>& output = result.output;
  kernels::streaming_attention_backward(
      {rows_of(p.q, p.n, p.key_width), rows_of(p.k, p.m, p.key_width), rows_of(p.v, p.m, p.value_width),
       rows_of(output, p.n, p.value_width), result.logsumexp, rows_of(p.output_gradient, p.n, p.value_width)},
      p.options, rows_of(result.dq, p.n, p.key_width), rows_of(result.dk, p.m, p.key_width),
      rows_of(result.dv, p.m, p.value_width), workspace, architecture);
}

}  // namespace check
