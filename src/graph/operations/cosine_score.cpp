#include <algorithm>
#include <cmath>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

/// As in torch.nn.functional.cosine_similarity: shorter vectors count as this long.
constexpr float smallest_norm = 1e-8F;

struct Norm {
  float length;
  bool clamped;
};

Norm norm_of(std::span<const float> x) {
  const float length = std::sqrt(kernels::dot(x, x));
  return {std::max(length, smallest_norm), length < smallest_norm};
}

class CosineScore final : public Operation {
 public:
  explicit CosineScore(float beta) : beta_(beta) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::cosine_score; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0].columns != inputs[1].columns)
      throw_shape("cosine score", "keys of " + digits(inputs[0].columns) + " columns", describe(inputs[1]));
    return {inputs[0].rows, inputs[1].rows};
  }

  // S_ij = beta q_i . k_j / (|q_i| |k_j|)
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [q, k] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < q.shape(0); ++i) {
      const float query_norm = norm_of(row_of(q, i)).length;
      for (std::size_t j = 0; j < k.shape(0); ++j)
        output(i, j) = beta_ * kernels::dot(row_of(q, i), row_of(k, j)) / query_norm / norm_of(row_of(k, j)).length;
    }
  }

  // dq_i += dS_ij (beta k_j / (|q_i| |k_j|) - S_ij q_i / |q_i|^2), dk_j likewise; a clamped norm is a constant
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    const auto& [q, k] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < q.shape(0); ++i) {
      const Norm query = norm_of(row_of(q, i));
      for (std::size_t j = 0; j < k.shape(0); ++j) {
        const float ds = gradient(i, j);
        if (ds == 0.0F) continue;
        const Norm key = norm_of(row_of(k, j));
        const float direct = ds * beta_ / query.length / key.length;
        kernels::add_scaled(direct, row_of(k, j), row_of(*gradients[0], i));
        kernels::add_scaled(direct, row_of(q, i), row_of(*gradients[1], j));
        const float through_norm = -ds * output(i, j);
        if (!query.clamped)
          kernels::add_scaled(through_norm / query.length / query.length, row_of(q, i), row_of(*gradients[0], i));
        if (!key.clamped)
          kernels::add_scaled(through_norm / key.length / key.length, row_of(k, j), row_of(*gradients[1], j));
      }
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::cosine_score, .scale = beta_};
    for (std::size_t d = 0; d < context.inputs[0]->shape(1); ++d) {
      const Factor q = context.factor(0, context.cell.row, d);
      const Factor k = context.factor(1, context.cell.column, d);
      account.terms.push_back({{q, k}, q.value * k.value});
    }
    account.query_norm = norm_of(row_of(*context.inputs[0], context.cell.row)).length;
    account.key_norm = norm_of(row_of(*context.inputs[1], context.cell.column)).length;
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return cell.input == 0 ? whole_row(output, cell.row) : whole_column(output, cell.row);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const auto [value, i, j] = context.cell;
    const std::size_t d = cell.column;
    const Norm query = norm_of(row_of(*context.inputs[0], i));
    const Norm key = norm_of(row_of(*context.inputs[1], j));
    const Norm own = cell.input == 0 ? query : key;
    const double self = (*context.inputs[cell.input])(cell.row, d);
    const double other = cell.input == 0 ? (*context.inputs[1])(j, d) : (*context.inputs[0])(i, d);
    const double direct = beta_ * other / query.length / key.length;
    if (own.clamped) return {constant(direct)};
    return {constant(direct - context.output(i, j) * self / own.length / own.length)};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return decimal(beta_) + " * torch.nn.functional.cosine_similarity({0}[:, None], {1}[None], dim=-1)";
  }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override {
    return inputs[0]->shape(0) * inputs[1]->size();
  }

 private:
  float beta_;
};

}  // namespace

OperationPointer cosine_score(float beta) { return std::make_unique<CosineScore>(beta); }

}  // namespace attention::operations
