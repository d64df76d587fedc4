#pragma once

#include <cstddef>
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

/// A number that entered a term, and the cell it came from.
struct Factor {
  double value = 0.0;
  CellReference cell = {};
};

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
///   mask             the one factor, or -infinity where hidden
///   softmax          term j: exp((x_j - maximum) / temperature); result = term[column] / sum, 0 where sum is 0
///   sigmoid, tanh, one_minus   of the one factor
struct Explanation {
  OperationName operation = OperationName::given;
  Formula formula = Formula::given;
  CellReference cell = {};
  std::vector<Term> terms = {};
  double scale = 1.0;
  double temperature = 1.0;
  double maximum = 0.0;
  double sum = 0.0;
  double query_norm = 1.0;
  double key_norm = 1.0;
  double result = 0.0;
};

/// Computes the result anew, in double precision, from nothing but the factors and constants: the proof that the
/// account is complete. It equals `result` within rounding.
double evaluate(const Explanation& account);

}  // namespace attention
