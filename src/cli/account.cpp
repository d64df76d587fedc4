#include "cli/account.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "error.hpp"

namespace attention::cli {

namespace {

/// In a product or after a minus: a negative number stands in parentheses.
std::string inner(double number) {
  const std::string text = readable(number);
  return text.starts_with("-") ? "(" + text + ")" : text;
}

const Factor& only(const Explanation& account) { return account.terms.at(0).factors.at(0); }

std::string product(const Term& term) {
  std::string text;
  for (const Factor& factor : term.factors) text.append(text.empty() ? "" : " * ").append(inner(factor.value));
  return text;
}

std::string tanh_term(const Term& term) {
  std::string sum;
  for (std::size_t i = 1; i < term.factors.size(); ++i)
    sum.append(sum.empty() ? "" : " + ").append(inner(term.factors[i].value));
  return inner(term.factors.at(0).value) + " * tanh(" + sum + ")";
}

/// The visible terms with a sign between them, the middle ones left out where there are many.
template <class Text>
std::string sum_of(const Explanation& account, Text text, const char* sign = " + ") {
  std::vector<std::string> summands;
  for (const Term& term : account.terms)
    if (term.hidden == Hidden::visible) summands.push_back(text(term));
  if (summands.empty()) return "0";
  constexpr std::size_t most = 6;
  std::string sum = summands[0];
  for (std::size_t i = 1; i < summands.size(); ++i) {
    const bool skipped = summands.size() > most && i >= most - 2 && i + 1 < summands.size();
    if (skipped && i == most - 2) sum.append(sign).append("...");
    if (!skipped) sum.append(sign).append(summands[i]);
  }
  return sum;
}

/// How far a term lies below the maximum, in units of the divisor.
std::string difference(const Explanation& account, const Term& term, double divisor) {
  std::string text = readable(term.factors[0].value);
  if (account.formula != Formula::naive_softmax) text += " - " + inner(account.maximum);
  return divisor == 1.0 ? text : "(" + text + ") / " + readable(divisor);
}

std::string exponentials(const Explanation& account) {
  return sum_of(account,
                [&](const Term& term) { return "e^(" + difference(account, term, account.temperature) + ")"; });
}

/// What is left where a sum is 0.
std::string empty_row(const Explanation& account) {
  if (account.empty == EmptyRows::nan || account.formula == Formula::naive_softmax) return "0 / 0";
  return account.empty == EmptyRows::uniform ? "1 / " + digits(account.terms.size()) : "0";
}

std::string uniform(const Explanation& account) {
  if (account.sum == 0.0) return empty_row(account);
  const bool visible = account.terms.at(account.cell.column).hidden == Hidden::visible;
  return visible ? "1 / " + digits(static_cast<std::size_t>(account.sum)) : "0";
}

std::string softmax(const Explanation& account) {
  const Term& own = account.terms.at(account.cell.column);
  if (account.sum == 0.0) return empty_row(account);
  if (own.hidden != Hidden::visible) return "0";
  return "e^(" + difference(account, own, account.temperature) + ") / (" + exponentials(account) + ")";
}

std::string log_softmax(const Explanation& account) {
  const Term& own = account.terms.at(account.cell.column);
  if (account.sum == 0.0 || own.hidden != Hidden::visible) return "-inf";
  return difference(account, own, 1.0) + " - ln(" + exponentials(account) + ")";
}

std::string sparse(const Explanation& account, double divisor) {
  const Term& own = account.terms.at(account.cell.column);
  if (own.hidden != Hidden::visible) return "0";
  const std::string square = account.formula == Formula::entmax ? "^2" : "";
  return "max(0, " + difference(account, own, divisor) + " - " + inner(account.threshold) + ")" + square;
}

std::string argmax(const Explanation& account) {
  const std::string largest = readable(account.maximum);
  return account.result == 1.0 ? "1: the first of the largest, " + largest : "0: the first of the largest is another";
}

std::string sample(const Explanation& account) {
  const std::string drawn = readable(account.terms.back().factors[0].value);
  return drawn + " of the weights' sum falls " + (account.result == 1.0 ? "here" : "on another");
}

std::string feature_map(double x) { return x > 0.0 ? readable(x) + " + 1" : "e^(" + readable(x) + ")"; }

std::string exponential(const Term& term) {
  if (std::isinf(term.factors[0].value)) return "0";
  return "e^(" + readable(term.factors[0].value) + " - " + inner(term.factors[1].value) + ")";
}

std::string quotient(const Term& term) {
  if (term.factors[1].value == 0.0) return "0";
  return inner(term.factors[0].value) + " / " + inner(term.factors[1].value);
}

std::string cosine(const Explanation& account) {
  const std::string scale = account.scale == 1.0 ? "" : inner(account.scale) + " * ";
  return scale + "(" + sum_of(account, product) + ") / (" + readable(account.query_norm) + " * " +
         readable(account.key_norm) + ")";
}

std::string layer_norm(const Explanation& account) {
  const std::vector<Factor>& own = account.terms.at(account.cell.column).factors;
  std::string text = "(" + readable(own[0].value) + " - " + inner(account.mean) + ") / " + readable(account.deviation);
  if (own.size() > 1) text = inner(own[1].value) + " * " + text;
  if (own.size() > 2) text += " + " + inner(own[2].value);
  return text;
}

std::string gelu_tanh(double number) {
  const std::string x = inner(number);
  return "0.5 * " + x + " * (1 + tanh(0.7979 * (" + x + " + 0.0447 * " + x + "^3)))";
}

std::string gaussian(const Explanation& account) {
  const std::string distance = readable(account.position) + " - " + inner(only(account).value);
  return "e^(-(" + distance + ")^2 / (2 * " + readable(account.deviation) + "^2))";
}

/// Functions of single numbers, which know nothing of rows.
std::string function_of_numbers(const Explanation& account) {
  switch (account.formula) {
    case Formula::sigmoid:
      return "1 / (1 + e^(" + readable(-only(account).value) + "))";
    case Formula::tanh:
      return "tanh(" + readable(only(account).value) + ")";
    case Formula::one_minus:
      return "1 - " + inner(only(account).value);
    case Formula::relu:
      return "max(0, " + readable(only(account).value) + ")";
    case Formula::gelu:
      return inner(only(account).value) + " * Phi(" + readable(only(account).value) + ")";
    case Formula::gelu_tanh:
      return gelu_tanh(only(account).value);
    case Formula::gaussian:
      return gaussian(account);
    case Formula::soft_cap:
      return readable(account.scale) + " * tanh(" + readable(only(account).value) + " / " + readable(account.scale) +
             ")";
    case Formula::feature_map:
      return feature_map(only(account).value);
    case Formula::exponential:
      return exponential(account.terms.at(0));
    case Formula::maximum:
      return "max(" + sum_of(account, product, ", ") + ")";
    case Formula::quotient:
      return quotient(account.terms.at(0));
    case Formula::sine:
      return "sin(" + product(account.terms.at(0)) + ")";
    case Formula::cosine:
      return "cos(" + product(account.terms.at(0)) + ")";
    default:
      return {};
  }
}

std::string right_side(const Explanation& account) {
  switch (account.formula) {
    case Formula::given:
      return "given";
    case Formula::copy:
      return readable(only(account).value);
    case Formula::sum_of_products:
      if (account.scale == 1.0) return sum_of(account, product);
      return inner(account.scale) + " * (" + sum_of(account, product) + ")";
    case Formula::additive_score:
      return sum_of(account, tanh_term);
    case Formula::cosine_score:
      return cosine(account);
    case Formula::mask:
      if (account.terms.at(0).hidden == Hidden::visible) return readable(only(account).value);
      return "hidden: " + std::string(name_of(account.terms[0].hidden));
    case Formula::softmax:
    case Formula::naive_softmax:
      return softmax(account);
    case Formula::uniform:
      return uniform(account);
    case Formula::layer_norm:
      return layer_norm(account);
    case Formula::log_softmax:
      return log_softmax(account);
    case Formula::log_sum_exp:
      return readable(account.maximum) + " + ln(" + exponentials(account) + ")";
    case Formula::sparsemax:
      return sparse(account, account.temperature);
    case Formula::entmax:
      return sparse(account, 2.0 * account.temperature);
    case Formula::argmax:
      return argmax(account);
    case Formula::sample:
      return sample(account);
    case Formula::share:
      if (account.sum == 0.0) return empty_row(account);
      return inner(account.terms.at(account.cell.column).factors[0].value) + " / (" + sum_of(account, product) + ")";
    default:
      return function_of_numbers(account);
  }
}

}  // namespace

std::string readable(double number) {
  constexpr double smallest = 0.001;
  constexpr double largest = 1e7;
  const double size = std::abs(number);
  const bool plain = size == 0.0 || (size >= smallest && size < largest);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), plain ? "%.4f" : "%.3g", number);
  return text.data();
}

std::string equation(const Explanation& account) { return readable(account.result) + " = " + right_side(account); }

}  // namespace attention::cli
