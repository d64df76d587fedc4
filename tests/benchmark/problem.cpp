#include "problem.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace kernels = attention::kernels;
using kernels::MutableRows;
using kernels::Rows;

namespace {

std::vector<float> random_numbers(std::size_t count, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  std::vector<float> numbers(count);
  for (float& number : numbers) number = normal(engine);
  return numbers;
}

/// The matrix of one head.
template <class Number>
kernels::Strided<Number> matrix(std::vector<std::remove_const_t<Number>>& numbers, std::size_t head, std::size_t rows,
                                std::size_t width) {
  return {numbers.data() + head * rows * width, rows, width, width};
}

double largest_difference(const std::vector<double>& expected, const std::vector<float>& actual, std::size_t first) {
  double largest = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double difference = std::abs(expected[i] - static_cast<double>(actual[first + i]));
    if (!(difference <= largest)) largest = difference;  // NaN counts
  }
  return largest;
}

}  // namespace

Problem::Problem(Shape shape)
    : shape_(shape),
      queries_(random_numbers(shape.heads * shape.queries * shape.width, 1)),
      keys_(random_numbers(shape.heads * shape.keys * shape.width, 2)),
      values_(random_numbers(shape.heads * shape.keys * shape.width, 3)),
      output_(queries_.size()),
      logsumexp_(shape.heads * shape.queries),
      output_gradient_(random_numbers(queries_.size(), 4)),
      query_gradient_(queries_.size()),
      key_gradient_(keys_.size()),
      value_gradient_(values_.size()),
      workspace_(kernels::streaming_workspace(shape.width, shape.width)) {
  options_.scale = 1.0F / std::sqrt(static_cast<float>(shape.width));
  options_.causal = shape.causal;
}

void Problem::forward() noexcept {
  const auto& [heads, n, m, d, causal] = shape_;
  for (std::size_t h = 0; h < heads; ++h)
    kernels::streaming_attention(matrix<const float>(queries_, h, n, d), matrix<const float>(keys_, h, m, d),
                                 matrix<const float>(values_, h, m, d), options_, matrix<float>(output_, h, n, d),
                                 {logsumexp_.data() + h * n, n}, workspace_);
}

void Problem::backward() noexcept {
  const auto& [heads, n, m, d, causal] = shape_;
  std::ranges::fill(query_gradient_, 0.0F);
  std::ranges::fill(key_gradient_, 0.0F);
  std::ranges::fill(value_gradient_, 0.0F);
  for (std::size_t h = 0; h < heads; ++h)
    kernels::streaming_attention_backward({matrix<const float>(queries_, h, n, d),
                                           matrix<const float>(keys_, h, m, d),
                                           matrix<const float>(values_, h, m, d),
                                           matrix<const float>(output_, h, n, d),
                                           {logsumexp_.data() + h * n, n},
                                           matrix<const float>(output_gradient_, h, n, d)},
                                          options_, matrix<float>(query_gradient_, h, n, d),
                                          matrix<float>(key_gradient_, h, m, d),
                                          matrix<float>(value_gradient_, h, m, d), workspace_);
}

std::vector<double> Problem::weights(std::size_t head, std::size_t query) const {
  const auto& [heads, n, m, d, causal] = shape_;
  const float* const q = queries_.data() + (head * n + query) * d;
  std::vector<double> weights(kernels::visible_keys(options_, query, m).end);
  double largest = 0;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const float* const k = keys_.data() + (head * m + j) * d;
    for (std::size_t c = 0; c < d; ++c) weights[j] += static_cast<double>(q[c]) * static_cast<double>(k[c]);
    weights[j] *= static_cast<double>(options_.scale);
    largest = std::max(largest, weights[j]);
  }
  double sum = 0;
  for (double& weight : weights) sum += weight = std::exp(weight - largest);
  for (double& weight : weights) weight /= sum;
  return weights;
}

double Problem::forward_error() {
  forward();
  return output_error();
}

double Problem::output_error() const {
  const auto& [heads, n, m, d, causal] = shape_;
  const std::size_t step = n > 100 ? 61 : 1;  // a prime: all places within a block are met
  double error = 0;
  for (std::size_t h = 0; h < heads; ++h)
    for (std::size_t i = n; i > 0; i -= std::min(step, i)) {
      const std::vector<double> weight = weights(h, i - 1);
      std::vector<double> row(d);
      for (std::size_t j = 0; j < weight.size(); ++j)
        for (std::size_t c = 0; c < d; ++c) row[c] += weight[j] * static_cast<double>(values_[(h * m + j) * d + c]);
      error = std::max(error, largest_difference(row, output_, (h * n + i - 1) * d));
    }
  return error;
}

double Problem::backward_error() {
  forward();
  backward();
  const auto& [heads, n, m, d, causal] = shape_;
  double error = 0;
  for (std::size_t h = 0; h < heads; ++h) {
    std::vector<double> dq(n * d), dk(m * d), dv(m * d);
    for (std::size_t i = 0; i < n; ++i) {
      const std::vector<double> weight = weights(h, i);
      const float* const dy = output_gradient_.data() + (h * n + i) * d;
      std::vector<double> gradient(weight.size());
      double mean = 0;
      for (std::size_t j = 0; j < weight.size(); ++j) {
        for (std::size_t c = 0; c < d; ++c) {
          gradient[j] += static_cast<double>(dy[c]) * static_cast<double>(values_[(h * m + j) * d + c]);
          dv[j * d + c] += weight[j] * static_cast<double>(dy[c]);
        }
        mean += weight[j] * gradient[j];
      }
      for (std::size_t j = 0; j < weight.size(); ++j) {
        const double score = weight[j] * (gradient[j] - mean) * static_cast<double>(options_.scale);
        for (std::size_t c = 0; c < d; ++c) {
          dq[i * d + c] += score * static_cast<double>(keys_[(h * m + j) * d + c]);
          dk[j * d + c] += score * static_cast<double>(queries_[(h * n + i) * d + c]);
        }
      }
    }
    error = std::max({error, largest_difference(dq, query_gradient_, h * n * d),
                      largest_difference(dk, key_gradient_, h * m * d),
                      largest_difference(dv, value_gradient_, h * m * d)});
  }
  return error;
}

double Problem::bytes() const noexcept { return static_cast<double>(sizeof(float) * (keys_.size() + values_.size())); }

double Problem::pairs() const noexcept {
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < shape_.queries; ++i) {
    const kernels::KeyRange seen = kernels::visible_keys(options_, i, shape_.keys);
    pairs += seen.end - seen.first;
  }
  return static_cast<double>(shape_.heads * shape_.width * pairs);
}
