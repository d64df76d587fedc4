#pragma once

#include <cstddef>
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
  [[nodiscard]] Hidden hidden(std::size_t row, std::size_t column) const { return mask_(row, column); }

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::given; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override;
  void forward(Inputs inputs, Matrix& output) const override;
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override;
  [[nodiscard]] Explanation explain(const Context& context) const override;

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

/// Scores(n, m) where the mask(n, m) is not 0, -infinity elsewhere. What is hidden is replaced, never added to.
OperationPointer mask();

/// Every row's softmax((x - max) / temperature). -infinity gets exactly 0; a row of nothing else gets zeros.
OperationPointer softmax(float temperature);

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

}  // namespace attention::operations
