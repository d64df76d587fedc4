#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "graph/operation.hpp"

namespace attention {

/// Which query (row) may attend which key (column), and if not, why not.
using Mask = xt::xtensor<Hidden, 2>;

Mask make_mask(Shape shape);
inline Shape shape_of(const Mask& mask) { return {mask.shape(0), mask.shape(1)}; }

}  // namespace attention

/// The operations that carry every mechanism. n queries, m keys; X(n, d) is a matrix of n rows and d columns.
namespace attention::operations {

/// A matrix that was given: it has no inputs and nothing to compute. `name` is given, or embed for vectors that tokens
/// gave.
OperationPointer given(OperationName name);

/// A mask as numbers: 1 may attend, 0 may not. Of no inputs. It remembers why a cell is hidden.
class GivenMask final : public Operation {
 public:
  explicit GivenMask(Mask mask) : mask_(std::move(mask)) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::given; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override;
  void forward(Inputs inputs, Matrix& output) const override;
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override;
  [[nodiscard]] Explanation explain(const Context& context) const override;
  [[nodiscard]] Block reach(Inputs inputs, const Matrix& output, InputCell cell) const override;
  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override;
  [[nodiscard]] std::string python(Inputs inputs) const override;
  [[nodiscard]] Hidden hidden(std::size_t row, std::size_t column) const override { return mask_(row, column); }

 private:
  Mask mask_;
};
OperationPointer given_mask(Mask mask);

/// Y = X W^T + b for X(n, in), W(out, in) and, if there are three inputs, b(1, out): torch.nn.Linear.
OperationPointer linear();

/// C = A B for A(n, d), B(d, m).
OperationPointer matrix_product();

/// C = scale A B^T for A(n, d), B(m, d): all dot products of rows.
OperationPointer matrix_product_transposed(float scale);

/// S_ij = sum_h v_h tanh(Q_ih + K_jh + b_h) for Q(n, h), K(m, h), v(1, h) and, if there are four inputs, b(1, h).
/// Bahdanau et al. 2015, App. A.1.2; W_q and W_k have been applied before.
OperationPointer additive_score();

/// S_ij = beta q_i . k_j / (max(|q_i|, 1e-8) max(|k_j|, 1e-8)) for Q(n, d), K(m, d). Graves et al. 2014, section 3.3.1.
OperationPointer cosine_score(float beta);

/// Scores(n, m) where the mask(n, m) is not 0, `fill` elsewhere. What is hidden is replaced, never added to.
OperationPointer mask(float fill = -std::numeric_limits<float>::infinity());

/// Every row's softmax((x - max) / temperature). -infinity gets exactly 0; a row of nothing else gets zeros.
OperationPointer softmax(float temperature);

/// The same in other ways. Without its maximum, e^(x / temperature) overflows in single precision from x = 88.73
/// temperature on: infinity / infinity is NaN, and so is 0 / 0 where all exponentials vanish.
struct SoftmaxOptions {
  float temperature = 1.0F;
  bool subtract_maximum = true;
  EmptyRows empty = EmptyRows::zero;  ///< what a row of nothing but -infinity gets
};
OperationPointer softmax(const SoftmaxOptions& options);

/// The same weight on every number of a row that is not -infinity. No gradient passes.
OperationPointer uniform(EmptyRows empty = EmptyRows::zero);

/// The logarithm of every row's softmax: x - max - log(sum of e^(x - max)); -infinity in a row of nothing else.
OperationPointer log_softmax();

/// y(n, 1): the logarithm of every row's sum of e^x.
OperationPointer log_sum_exp();

/// Every row's projection onto the weights that sum to 1: max(0, x / T - tau). Martins and Astudillo 2016, Alg. 1. Rows
/// of nothing but -infinity get zeros, here and below.
OperationPointer sparsemax(float temperature);

/// 1.5-entmax, between softmax and sparsemax: max(0, x / (2 T) - tau)^2. Peters et al. 2019, Alg. 2.
OperationPointer entmax(float temperature);

/// 1 at the first of every row's largest numbers, 0 elsewhere. No gradient passes.
OperationPointer argmax();

/// 1 at one place of every row, drawn with the probabilities weights(n, m) by the random numbers u(n, 1) from [0, 1):
/// at the first place for which the weights up to it exceed u of their sum. No gradient passes.
OperationPointer sample();

/// O = A V for weights A(n, m), values V(m, d); with a third input, mask(n, m), hidden values are not even multiplied.
OperationPointer weighted_sum();

/// Columns first, first + 1, ..., first + count - 1. Rows likewise.
OperationPointer slice_columns(std::size_t first, std::size_t count);
OperationPointer slice_rows(std::size_t first, std::size_t count);

/// All inputs side by side; all inputs one above the other.
OperationPointer concatenate_columns();
OperationPointer concatenate_rows();

/// scale (A + B + ...), cell by cell, all of one shape.
OperationPointer sum(float scale = 1.0F);

/// A * B, cell by cell, of one shape.
OperationPointer product();

/// 1 / (1 + e^-x), tanh x and 1 - x, cell by cell.
OperationPointer sigmoid();
OperationPointer tanh();
OperationPointer one_minus();

/// max(0, x), cell by cell.
OperationPointer relu();

/// x Phi(x), Phi the normal distribution's function; and its approximation x (1 + tanh(sqrt(2 / pi) (x + 0.044715
/// x^3))) / 2. Hendrycks and Gimpel 2016.
OperationPointer gelu();
OperationPointer gelu_tanh();

/// Y_ij = w_j (x_ij - mean_i) / sqrt(variance_i + epsilon) + b_j for X(n, d), if there are two inputs w(1, d), if three
/// b(1, d); mean and (biased) variance of each row. Ba et al. 2016; torch.nn.LayerNorm.
OperationPointer layer_norm(float epsilon);

/// Y_ij = exp(-(s_j - p_i)^2 / (2 sigma^2)) for centres p(n, 1), at the positions s_j = first, first + 1, ... of as
/// many columns. Luong et al. 2015, equation 10.
OperationPointer gaussian(std::size_t columns, float first, float deviation);

/// Every row divided by its sum; a row whose sum is 0 gets what `empty` says.
OperationPointer normalize_rows(EmptyRows empty = EmptyRows::zero);

/// y(1, 1) = -1/T sum_t L_t,target(t) for the logarithms of probabilities L(T, m) and T targets below m: the cross
/// entropy of the distributions with what should have been chosen. torch.nn.functional.nll_loss.
OperationPointer negative_log_likelihood(std::vector<std::size_t> targets);

/// c tanh(x / c), cell by cell: nearly x where x is small, never beyond c.
OperationPointer soft_cap(float cap);

/// elu(x) + 1, cell by cell: x + 1 above 0, e^x elsewhere. Katharopoulos et al. 2020, eq. 7.
OperationPointer feature_map();

/// y(n, 1) from X(n, d): the sum of every row; the largest number of every row of all inputs.
OperationPointer row_sum();
OperationPointer row_maximum();

/// Y(n, d) from X(n, d) and c(n, 1): X_ij c_i; X_ij / c_i, 0 where c_i is 0; e^(X_ij - c_i), 0 where X_ij is -infinity.
OperationPointer scale_rows();
OperationPointer divide_rows();
OperationPointer exponential();

/// X^T
OperationPointer transpose();

/// A matrix of that size, whose numbers are those of X at the sources; both are counted row after row.
OperationPointer gather(Shape size, std::vector<std::size_t> sources);

/// X(n, d) with pairs of columns turned by angles, given by their cos(n, r / 2) and sin(n, r / 2): (a, b) becomes
/// (a cos - b sin, a sin + b cos). The pair p is (p, p + r / 2), or (2p, 2p + 1) if interleaved; columns from r on are
/// kept. Su et al. 2021, section 3.2.
OperationPointer rotary(bool interleaved);

/// One column of `waves`: sin(position rate), or cos(position rate).
struct Wave {
  double rate = 1.0;  ///< radians for each position
  bool cosine = false;
};

/// Sines and cosines of positions, a row a position, computed in double precision. Of no inputs.
OperationPointer waves(std::vector<double> positions, std::vector<Wave> columns);

}  // namespace attention::operations
