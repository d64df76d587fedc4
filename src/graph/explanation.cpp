#include "graph/explanation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace attention {

namespace {

double product(const Term& term) {
  double result = 1.0;
  for (const Factor& factor : term.factors) result *= factor.value;
  return result;
}

double sum_of_products(const Explanation& account) {
  double sum = 0.0;
  for (const Term& term : account.terms)
    if (term.hidden == Hidden::visible) sum += product(term);
  return account.scale * sum;
}

double additive_score(const Explanation& account) {
  double sum = 0.0;
  for (const Term& term : account.terms) {
    double inner = 0.0;
    for (std::size_t i = 1; i < term.factors.size(); ++i) inner += term.factors[i].value;
    sum += term.factors[0].value * std::tanh(inner);
  }
  return sum;
}

double cosine_score(const Explanation& account) {
  double query = 0.0;
  double key = 0.0;
  for (const Term& term : account.terms) {
    query += term.factors[0].value * term.factors[0].value;
    key += term.factors[1].value * term.factors[1].value;
  }
  constexpr double smallest_norm = 1e-8;
  return sum_of_products(account) /
         (std::max(std::sqrt(query), smallest_norm) * std::max(std::sqrt(key), smallest_norm));
}

constexpr double infinity = std::numeric_limits<double>::infinity();

double value_of(const Term& term) { return term.factors[0].value; }

double maximum(const Explanation& account) {
  double largest = -infinity;
  for (const Term& term : account.terms)
    if (term.hidden == Hidden::visible) largest = std::max(largest, value_of(term));
  return largest;
}

/// e^((x - maximum) / temperature) of one row: the sum of all, and the cell's own.
struct Exponentials {
  double maximum = -infinity;
  double sum = 0.0;
  double own = 0.0;
};

Exponentials exponentials(const Explanation& account) {
  Exponentials result{maximum(account)};
  for (std::size_t j = 0; j < account.terms.size(); ++j) {
    const Term& term = account.terms[j];
    if (term.hidden != Hidden::visible || result.maximum == -infinity) continue;
    const double exponential = std::exp((value_of(term) - result.maximum) / account.temperature);
    result.sum += exponential;
    if (j == account.cell.column) result.own = exponential;
  }
  return result;
}

/// What is left where a sum is 0.
double empty(const Explanation& account) {
  switch (account.empty) {
    case EmptyRows::nan:
      return std::numeric_limits<double>::quiet_NaN();
    case EmptyRows::uniform:
      return 1.0 / static_cast<double>(account.terms.size());
    case EmptyRows::zero:
      break;
  }
  return 0.0;
}

double softmax(const Explanation& account) {
  const Exponentials row = exponentials(account);
  return row.sum == 0.0 ? empty(account) : row.own / row.sum;
}

double naive_softmax(const Explanation& account) {
  const auto temperature = static_cast<float>(account.temperature);
  float sum = 0.0F;
  float own = 0.0F;
  bool nothing = true;
  for (std::size_t j = 0; j < account.terms.size(); ++j) {
    const auto x = static_cast<float>(value_of(account.terms[j]));
    const float exponential = std::exp(x / temperature);
    nothing = nothing && x == -std::numeric_limits<float>::infinity();
    sum += exponential;
    if (j == account.cell.column) own = exponential;
  }
  return nothing ? empty(account) : own / sum;
}

double uniform(const Explanation& account) {
  double count = 0.0;
  for (const Term& term : account.terms) count += term.hidden == Hidden::visible ? 1.0 : 0.0;
  if (count == 0.0) return empty(account);
  return account.terms[account.cell.column].hidden == Hidden::visible ? 1.0 / count : 0.0;
}

double log_softmax(const Explanation& account) {
  const Exponentials row = exponentials(account);
  if (row.sum == 0.0) return -infinity;
  return value_of(account.terms[account.cell.column]) - row.maximum - std::log(row.sum);
}

double log_sum_exp(const Explanation& account) {
  const Exponentials row = exponentials(account);
  return row.maximum + std::log(row.sum);
}

/// Sparsemax (divisor 1) or entmax (divisor 2). With the right threshold the sum is 1.
double sparse(const Explanation& account, double divisor) {
  double sum = 0.0;
  double own = 0.0;
  for (std::size_t j = 0; j < account.terms.size(); ++j) {
    if (account.terms[j].hidden != Hidden::visible) continue;
    const double z = (value_of(account.terms[j]) - account.maximum) / (divisor * account.temperature);
    const double weight = std::max(0.0, z - account.threshold);
    sum += divisor == 2.0 ? weight * weight : weight;
    if (j == account.cell.column) own = divisor == 2.0 ? weight * weight : weight;
  }
  return sum == 0.0 ? 0.0 : own / sum;
}

double gelu_tanh(double x) {
  return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
}

double layer_norm(const Explanation& account) {
  const auto count = static_cast<double>(account.terms.size());
  double mean = 0.0;
  for (const Term& term : account.terms) mean += term.factors[0].value / count;
  double variance = 0.0;
  for (const Term& term : account.terms) variance += std::pow(term.factors[0].value - mean, 2) / count;
  const std::vector<Factor>& own = account.terms.at(account.cell.column).factors;
  const double normal = (own[0].value - mean) / std::sqrt(variance + account.epsilon);
  return (own.size() > 1 ? own[1].value : 1.0) * normal + (own.size() > 2 ? own[2].value : 0.0);
}

double share(const Explanation& account) {
  double sum = 0.0;
  for (const Term& term : account.terms) sum += term.factors[0].value;
  return sum == 0.0 ? empty(account) : account.terms.at(account.cell.column).factors[0].value / sum;
}

double argmax(const Explanation& account) {
  std::size_t first = account.terms.size();
  const double largest = maximum(account);
  for (std::size_t j = account.terms.size(); j-- > 0;)
    if (account.terms[j].hidden == Hidden::visible && value_of(account.terms[j]) == largest) first = j;
  return first == account.cell.column && largest > -infinity ? 1.0 : 0.0;
}

double sample(const Explanation& account) {
  const std::size_t count = account.terms.size() - 1;
  double total = 0.0;
  for (std::size_t j = 0; j < count; ++j) total += value_of(account.terms[j]);
  const double drawn = value_of(account.terms[count]) * total;
  double sum = 0.0;
  for (std::size_t j = 0; j < count; ++j) {
    sum += value_of(account.terms[j]);
    if (sum > drawn) return j == account.cell.column ? 1.0 : 0.0;
  }
  return 0.0;
}

double quotient(const Term& term) {
  return term.factors[1].value == 0.0 ? 0.0 : term.factors[0].value / term.factors[1].value;
}

double exponential(const Term& term) {
  return std::isinf(value_of(term)) ? 0.0 : std::exp(value_of(term) - term.factors[1].value);
}

double feature_map(double x) { return x > 0.0 ? x + 1.0 : std::exp(x); }

/// Formulas of a single number.
double evaluate_one(const Explanation& account, double x) {
  switch (account.formula) {
    case Formula::copy:
      return x;
    case Formula::mask:
      return account.terms[0].hidden == Hidden::visible ? x : account.fill;
    case Formula::sigmoid:
      return 1.0 / (1.0 + std::exp(-x));
    case Formula::tanh:
      return std::tanh(x);
    case Formula::one_minus:
      return 1.0 - x;
    case Formula::relu:
      return std::max(0.0, x);
    case Formula::gelu:
      return x * 0.5 * std::erfc(-x / std::numbers::sqrt2);
    case Formula::gelu_tanh:
      return gelu_tanh(x);
    case Formula::gaussian:
      return std::exp(-0.5 * std::pow((account.position - x) / account.deviation, 2));
    case Formula::soft_cap:
      return account.scale * std::tanh(x / account.scale);
    case Formula::feature_map:
      return feature_map(x);
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

double evaluate(const Explanation& account) {
  switch (account.formula) {
    case Formula::given:
      return account.result;
    case Formula::sum_of_products:
      return sum_of_products(account);
    case Formula::additive_score:
      return additive_score(account);
    case Formula::cosine_score:
      return cosine_score(account);
    case Formula::softmax:
      return softmax(account);
    case Formula::naive_softmax:
      return naive_softmax(account);
    case Formula::uniform:
      return uniform(account);
    case Formula::layer_norm:
      return layer_norm(account);
    case Formula::share:
      return share(account);
    case Formula::log_softmax:
      return log_softmax(account);
    case Formula::log_sum_exp:
      return log_sum_exp(account);
    case Formula::sparsemax:
      return sparse(account, 1.0);
    case Formula::entmax:
      return sparse(account, 2.0);
    case Formula::argmax:
      return argmax(account);
    case Formula::sample:
      return sample(account);
    case Formula::exponential:
      return exponential(account.terms[0]);
    case Formula::maximum:
      return maximum(account);
    case Formula::quotient:
      return quotient(account.terms[0]);
    case Formula::sine:
      return std::sin(product(account.terms[0]));
    case Formula::cosine:
      return std::cos(product(account.terms[0]));
    default:
      return evaluate_one(account, value_of(account.terms.at(0)));
  }
}

}  // namespace attention
