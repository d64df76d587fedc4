#include "reference/reference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reference {

Table table(const attention::Matrix& matrix) {
  Table result(matrix.shape(0), Row(matrix.shape(1)));
  for (std::size_t i = 0; i < matrix.shape(0); ++i)
    for (std::size_t j = 0; j < matrix.shape(1); ++j) result[i][j] = matrix(i, j);
  return result;
}

double dot(const Row& x, const Row& y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

Table linear(const Table& x, const Table& w, const Row& b) {
  Table y(x.size(), Row(w.size()));
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t o = 0; o < w.size(); ++o) y[i][o] = dot(x[i], w[o]) + (b.empty() ? 0.0 : b[o]);
  return y;
}

Table transpose(const Table& x) {
  Table y(x.at(0).size(), Row(x.size()));
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < x[i].size(); ++j) y[j][i] = x[i][j];
  return y;
}

Row softmax(const Row& x, const std::vector<bool>& visible, double temperature) {
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < x.size(); ++j)
    if (visible[j]) largest = std::max(largest, x[j]);
  double sum = 0;
  Row y(x.size(), 0.0);
  for (std::size_t j = 0; j < x.size(); ++j)
    if (visible[j]) sum += y[j] = std::exp((x[j] - largest) / temperature);
  if (sum > 0)
    for (double& weight : y) weight /= sum;
  return y;
}

Table scores(const Table& queries, const Table& keys, const Pair& score) {
  Table result;
  for (const Row& query : queries) {
    Row row;
    for (const Row& key : keys) row.push_back(score(query, key));
    result.push_back(row);
  }
  return result;
}

double additive(const Row& q, const Row& k, const Row& v, const Row& b) {
  double sum = 0;
  for (std::size_t h = 0; h < v.size(); ++h) sum += v[h] * std::tanh(q[h] + k[h] + (b.empty() ? 0.0 : b[h]));
  return sum;
}

double cosine(const Row& q, const Row& k, double beta) {
  return beta * dot(q, k) / (std::max(std::sqrt(dot(q, q)), 1e-8) * std::max(std::sqrt(dot(k, k)), 1e-8));
}

Visible all_visible(std::size_t n, std::size_t m) {
  Visible visible(n);
  for (std::vector<bool>& row : visible) row.assign(m, true);
  return visible;
}

Attention attend(const Table& scores, const Table& values, const Visible& visible, double temperature) {
  Attention result;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const Row weights = softmax(scores[i], visible[i], temperature);
    Row output(values.at(0).size(), 0.0);
    for (std::size_t j = 0; j < weights.size(); ++j)
      for (std::size_t d = 0; d < output.size(); ++d)
        if (visible[i][j]) output[d] += weights[j] * values[j][d];
    result.weights.push_back(weights);
    result.output.push_back(output);
  }
  return result;
}

Row gru(const Row& x, const Row& h, const Table& weight_ih, const Table& weight_hh) {
  const std::size_t n = h.size();
  const auto sigmoid = [](double z) { return 1.0 / (1.0 + std::exp(-z)); };
  Row next(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double r = sigmoid(dot(x, weight_ih[i]) + dot(h, weight_hh[i]));
    const double z = sigmoid(dot(x, weight_ih[n + i]) + dot(h, weight_hh[n + i]));
    const double fresh = std::tanh(dot(x, weight_ih[2 * n + i]) + r * dot(h, weight_hh[2 * n + i]));
    next[i] = (1 - z) * fresh + z * h[i];
  }
  return next;
}

Row gated(const Row& x, const Row& h, const Table& weight_ih, const Table& weight_hh, const Table& candidate_hh) {
  const std::size_t n = h.size();
  const auto sigmoid = [](double z) { return 1.0 / (1.0 + std::exp(-z)); };
  Row reset(n);
  for (std::size_t i = 0; i < n; ++i) reset[i] = sigmoid(dot(x, weight_ih[i]) + dot(h, weight_hh[i])) * h[i];
  Row next(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double z = sigmoid(dot(x, weight_ih[n + i]) + dot(h, weight_hh[n + i]));
    next[i] = (1 - z) * h[i] + z * std::tanh(dot(x, weight_ih[2 * n + i]) + dot(reset, candidate_hh[i]));
  }
  return next;
}

Row join(const Row& left, const Row& right) {
  Row both = left;
  both.insert(both.end(), right.begin(), right.end());
  return both;
}

Row sum(const Row& left, const Row& right) {
  Row result(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) result[i] = left[i] + right[i];
  return result;
}

Row layer_norm(const Row& x, const Row& weight, const Row& bias, double epsilon) {
  const auto d = static_cast<double>(x.size());
  double mean = 0;
  for (const double number : x) mean += number / d;
  double variance = 0;
  for (const double number : x) variance += (number - mean) * (number - mean) / d;
  Row y(x.size());
  for (std::size_t j = 0; j < x.size(); ++j) y[j] = weight[j] * (x[j] - mean) / std::sqrt(variance + epsilon) + bias[j];
  return y;
}

double gelu(double x) { return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0))); }

}  // namespace reference
