#include "graph/explanation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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

double softmax(const Explanation& account) {
  double maximum = -std::numeric_limits<double>::infinity();
  for (const Term& term : account.terms)
    if (term.hidden == Hidden::visible) maximum = std::max(maximum, term.factors[0].value);
  double sum = 0.0;
  double own = 0.0;
  for (std::size_t j = 0; j < account.terms.size(); ++j) {
    const Term& term = account.terms[j];
    if (term.hidden != Hidden::visible || std::isinf(maximum)) continue;
    const double exponential = std::exp((term.factors[0].value - maximum) / account.temperature);
    sum += exponential;
    if (j == account.cell.column) own = exponential;
  }
  return sum == 0.0 ? 0.0 : own / sum;
}

}  // namespace

double evaluate(const Explanation& account) {
  switch (account.formula) {
    case Formula::given:
      return account.result;
    case Formula::copy:
      return account.terms[0].factors[0].value;
    case Formula::sum_of_products:
      return sum_of_products(account);
    case Formula::additive_score:
      return additive_score(account);
    case Formula::cosine_score:
      return cosine_score(account);
    case Formula::mask:
      return account.terms[0].hidden == Hidden::visible ? account.terms[0].factors[0].value
                                                        : -std::numeric_limits<double>::infinity();
    case Formula::softmax:
      return softmax(account);
    case Formula::sigmoid:
      return 1.0 / (1.0 + std::exp(-account.terms[0].factors[0].value));
    case Formula::tanh:
      return std::tanh(account.terms[0].factors[0].value);
    case Formula::one_minus:
      return 1.0 - account.terms[0].factors[0].value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace attention
