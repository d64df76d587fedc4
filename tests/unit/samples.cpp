#include "unit/samples.hpp"

#include "unit/check.hpp"

namespace check {

using namespace attention;

namespace {

Matrix above(Matrix matrix, float shift) {
  for (float& number : flat(matrix)) number += shift;
  return matrix;
}

}  // namespace

std::vector<Sample> samples() {
  const auto r = random_matrix;
  return {
      {"linear", operations::linear, {r(3, 5, 1), r(4, 5, 2)}},
      {"linear with bias", operations::linear, {r(3, 5, 1), r(4, 5, 2), r(1, 4, 3)}},
      {"matrix product", operations::matrix_product, {r(3, 5, 1), r(5, 2, 2)}},
      {"dot products", [] { return operations::matrix_product_transposed(0.5F); }, {r(3, 5, 1), r(4, 5, 2)}},
      {"additive score", operations::additive_score, {r(3, 5, 1), r(4, 5, 2), r(1, 5, 3)}},
      {"additive score with bias", operations::additive_score, {r(3, 5, 1), r(4, 5, 2), r(1, 5, 3), r(1, 5, 4)}},
      {"cosine score", [] { return operations::cosine_score(1.5F); }, {r(3, 5, 1), r(4, 5, 2)}},
      {"softmax", [] { return operations::softmax(1.0F); }, {r(3, 7, 1)}},
      {"softmax, warm", [] { return operations::softmax(2.5F); }, {r(3, 7, 1)}},
      {"softmax, the maximum not subtracted",
       [] { return operations::softmax({.temperature = 0.8F, .subtract_maximum = false}); },
       {r(3, 7, 1)}},
      {"uniform", [] { return operations::uniform(); }, {r(3, 7, 1)}},
      {"weighted sum", operations::weighted_sum, {r(3, 4, 1), r(4, 5, 2)}},
      {"slice of columns", [] { return operations::slice_columns(1, 3); }, {r(3, 5, 1)}},
      {"slice of rows", [] { return operations::slice_rows(2, 2); }, {r(5, 3, 1)}},
      {"concatenate columns", operations::concatenate_columns, {r(3, 2, 1), r(3, 1, 2), r(3, 4, 3)}},
      {"concatenate rows", operations::concatenate_rows, {r(2, 3, 1), r(1, 3, 2), r(3, 3, 3)}},
      {"sum", [] { return operations::sum(0.25F); }, {r(3, 4, 1), r(3, 4, 2), r(3, 4, 3)}},
      {"product", operations::product, {r(3, 4, 1), r(3, 4, 2)}},
      {"sigmoid", operations::sigmoid, {r(3, 4, 1)}},
      {"tanh", operations::tanh, {r(3, 5, 1)}},
      {"one minus", operations::one_minus, {r(3, 4, 1)}},
      {"ReLU", operations::relu, {r(3, 5, 1)}, false},
      {"GELU", operations::gelu, {r(3, 5, 1)}},
      {"GELU by tanh", operations::gelu_tanh, {r(3, 5, 1)}},
      {"layer norm", [] { return operations::layer_norm(0.1F); }, {r(3, 5, 1)}},
      {"layer norm with weight", [] { return operations::layer_norm(0.1F); }, {r(3, 5, 1), r(1, 5, 2)}},
      {"layer norm with bias", [] { return operations::layer_norm(0.1F); }, {r(3, 5, 1), r(1, 5, 2), r(1, 5, 3)}},
      {"gaussian", [] { return operations::gaussian(5, -2.0F, 1.5F); }, {r(3, 1, 1)}},
      {"negative log-likelihood", [] { return operations::negative_log_likelihood({2, 0, 2}); }, {r(3, 4, 1)}},
      {"log softmax", operations::log_softmax, {r(3, 7, 1)}},
      {"log sum exp", operations::log_sum_exp, {r(3, 7, 1)}},
      {"sparsemax", [] { return operations::sparsemax(1.0F); }, {r(3, 7, 1)}, false},
      {"sparsemax, warm", [] { return operations::sparsemax(2.5F); }, {r(3, 7, 5)}, false},
      {"entmax", [] { return operations::entmax(1.0F); }, {r(3, 7, 1)}, false},
      {"entmax, warm", [] { return operations::entmax(2.5F); }, {r(3, 7, 1)}, false},
      {"argmax", operations::argmax, {r(3, 7, 8)}, false},
      {"sample", operations::sample, {above(r(3, 5, 1), 3.0F), r(3, 1, 4)}, false},
      {"soft cap", [] { return operations::soft_cap(1.5F); }, {r(3, 4, 1)}},
      {"feature map", operations::feature_map, {r(3, 4, 1)}},
      {"row sum", operations::row_sum, {r(3, 4, 1)}},
      {"row maximum", operations::row_maximum, {r(3, 4, 1), r(3, 1, 2)}, false},
      {"rows scaled", operations::scale_rows, {r(3, 4, 1), r(3, 1, 2)}},
      {"rows divided", operations::divide_rows, {r(3, 4, 1), r(3, 1, 2)}, false},
      {"exponential", operations::exponential, {r(3, 4, 1), r(3, 1, 2)}},
      {"transpose", operations::transpose, {r(3, 4, 1)}},
      {"gather", [] { return operations::gather({2, 3}, {5, 0, 1, 5, 5, 2}); }, {r(2, 4, 1)}},
      {"rotary", [] { return operations::rotary(false); }, {r(3, 6, 1), r(3, 2, 2), r(3, 2, 3)}},
      {"rotary, interleaved", [] { return operations::rotary(true); }, {r(3, 6, 1), r(3, 2, 2), r(3, 2, 3)}},
      {"rows normalised", [] { return operations::normalize_rows(); }, {above(r(3, 5, 1), 3.0F)}, false},
  };
}

}  // namespace check
