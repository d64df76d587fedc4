#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "names.hpp"

namespace attention {

/// A handle to one node of a Graph.
struct Value {
  std::size_t node = 0;
  friend bool operator==(Value, Value) = default;
};

/// One number of one node.
struct CellReference {
  Value value = {};
  std::size_t row = 0;
  std::size_t column = 0;
};

/// A number that entered a term, and the cell whose value or gradient it is. A constant has no cell.
struct Factor {
  double value = 0.0;
  CellReference cell = {};
  Source source = Source::value;
};

/// A number that is no cell's: a derivative, say.
inline Factor constant(double value) { return {value, {}, Source::constant}; }

/// One summand. A hidden term was left out, and says why.
struct Term {
  std::vector<Factor> factors = {};
  double value = 0.0;
  Hidden hidden = Hidden::visible;
};

/// The complete account of one number: with `formula`, the terms and the constants give the result.
///
///   given            the number was given; no terms
///   copy             the one factor
///   sum_of_products  scale * sum over terms of the product of the factors
///   additive_score   sum over terms [v, q, k] or [v, q, k, b] of v tanh(q + k + b)
///   cosine_score     scale * (sum of q k) / (query_norm * key_norm), norms not below 1e-8
///   mask             the one factor, or `fill` where hidden
///   softmax          term j: exp((x_j - maximum) / temperature); result = term[column] / sum; where sum is 0, what
///                    `empty` says: 0, 0/0, or 1 / the number of terms
///   naive_softmax    likewise with terms exp(x_j / temperature) and sums in single precision, where large scores
///                    overflow; 0/0 where the exponentials vanish, unless all x are -infinity
///   uniform          1 / sum, each term that is not hidden being 1; 0 if its own is hidden; `empty` where all are
///   sigmoid, tanh, one_minus, relu, gelu, gelu_tanh, feature_map   of the one factor; feature_map is x + 1 for x > 0,
///                    else e^x
///   layer_norm       term j: (x_j - mean)^2, deviation = sqrt(sum / terms + epsilon); of term [column], [x], [x,
///   weight]
///                    or [x, weight, bias], weight (x - mean) / deviation + bias
///   gaussian         of the one factor, the mean: exp(-(position - mean)^2 / (2 deviation^2))
///   share            term[column] / sum; where sum is 0, what `empty` says
///   log_softmax      x_column - maximum - log(sum), the terms as softmax's
///   log_sum_exp      maximum + log(sum), the terms as softmax's
///   sparsemax        term j: max(0, (x_j - maximum) / temperature - threshold); result = term[column]
///   entmax           term j: max(0, (x_j - maximum) / (2 temperature) - threshold)^2; result = term[column]
///   argmax           1 if x_column is the first of the largest x_j, else 0
///   sample           the last term is u, the others are weights: 1 if column is the first for which the weights up to
///                    it sum to more than u times all of them, else 0
///   soft_cap         scale * tanh(x / scale)
///   exponential      exp(x - m) of the two factors of the one term, 0 where x is -infinity
///   maximum          the largest factor
///   quotient         the first factor of the one term by the second, 0 where that is 0
///   sine, cosine     of the product of the factors of the one term
struct Explanation {
  OperationName operation = OperationName::given;
  Formula formula = Formula::given;
  CellReference cell = {};
  std::vector<Term> terms = {};
  double scale = 1.0;
  double temperature = 1.0;
  double maximum = 0.0;
  double sum = 0.0;
  double threshold = 0.0;
  double query_norm = 1.0;
  double key_norm = 1.0;
  double mean = 0.0;
  double deviation = 1.0;
  double epsilon = 0.0;
  double position = 0.0;
  double fill = -std::numeric_limits<double>::infinity();
  EmptyRows empty = EmptyRows::zero;
  double result = 0.0;
};

/// Computes the result anew, in double precision, from nothing but the factors and constants: the proof that the
/// account is complete. It equals `result` within rounding.
double evaluate(const Explanation& account);

}  // namespace attention
