#include <cmath>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

class AdditiveScore final : public Operation {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::additive_score; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    const std::size_t h = inputs[0].columns;
    if (inputs[1].columns != h) throw_shape("additive score", "keys of " + digits(h) + " columns", describe(inputs[1]));
    for (std::size_t i = 2; i < inputs.size(); ++i)
      if (inputs[i] != Shape{1, h})
        throw_shape("additive score", "v and b of " + describe({1, h}), describe(inputs[i]));
    return {inputs[0].rows, inputs[1].rows};
  }

  // S_ij = sum_h v_h tanh(Q_ih + K_jh + b_h)
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [q, k, v] = std::tie(*inputs[0], *inputs[1], *inputs[2]);
    for (std::size_t i = 0; i < q.shape(0); ++i)
      for (std::size_t j = 0; j < k.shape(0); ++j)
        output(i, j) = kernels::additive(row_of(q, i), row_of(k, j), bias(inputs), row_of(v, 0));
  }

  // with t = tanh(...): dv_h += dS_ij t,  dQ_ih, dK_jh, db_h += dS_ij v_h (1 - t^2)
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const auto& [q, k, v] = std::tie(*inputs[0], *inputs[1], *inputs[2]);
    const std::span<const float> b = bias(inputs);
    for (std::size_t i = 0; i < q.shape(0); ++i)
      for (std::size_t j = 0; j < k.shape(0); ++j) {
        const float ds = gradient(i, j);
        if (ds == 0.0F) continue;
        for (std::size_t h = 0; h < q.shape(1); ++h) {
          const float t = std::tanh(q(i, h) + k(j, h) + (b.empty() ? 0.0F : b[h]));
          const float inner = ds * v(0, h) * (1.0F - t * t);
          (*gradients[0])(i, h) += inner;
          (*gradients[1])(j, h) += inner;
          (*gradients[2])(0, h) += ds * t;
          if (!b.empty()) (*gradients[3])(0, h) += inner;
        }
      }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::additive_score};
    for (std::size_t h = 0; h < context.inputs[0]->shape(1); ++h) {
      Term term{
          {context.factor(2, 0, h), context.factor(0, context.cell.row, h), context.factor(1, context.cell.column, h)}};
      if (context.inputs.size() > 3) term.factors.push_back(context.factor(3, 0, h));
      double inner = 0.0;
      for (std::size_t i = 1; i < term.factors.size(); ++i) inner += term.factors[i].value;
      term.value = term.factors[0].value * std::tanh(inner);
      account.terms.push_back(std::move(term));
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    if (cell.input == 0) return whole_row(output, cell.row);
    return cell.input == 1 ? whole_column(output, cell.row) : whole(output);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const std::size_t h = cell.column;
    double inner = context.factor(0, context.cell.row, h).value + context.factor(1, context.cell.column, h).value;
    if (context.inputs.size() > 3) inner += context.factor(3, 0, h).value;
    const double t = std::tanh(inner);
    if (cell.input == 2) return {constant(t)};
    return {context.factor(2, 0, h), constant(1.0 - t * t)};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    return inputs.size() > 3 ? "(torch.tanh({0}[:, None] + {1}[None] + {3}) * {2}).sum(-1)"
                             : "(torch.tanh({0}[:, None] + {1}[None]) * {2}).sum(-1)";
  }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override {
    return inputs[0]->shape(0) * inputs[1]->size();
  }

 private:
  static std::span<const float> bias(Inputs inputs) {
    return inputs.size() > 3 ? row_of(*inputs[3], 0) : std::span<const float>{};
  }
};

}  // namespace

OperationPointer additive_score() { return std::make_unique<AdditiveScore>(); }

}  // namespace attention::operations
