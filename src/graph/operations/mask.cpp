#include <limits>

#include "graph/operations.hpp"

namespace attention::operations {

namespace {

class MaskScores final : public Operation {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::mask; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    require_shape(inputs[0] == inputs[1], "mask", "a mask of " + describe(inputs[0]), describe(inputs[1]));
    return inputs[0];
  }

  // Y = S where M is not 0, else -infinity
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [scores, mask] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < output.size(); ++i)
      flat(output)[i] = flat(mask)[i] != 0.0F ? flat(scores)[i] : -std::numeric_limits<float>::infinity();
  }

  // dS += dY where M is not 0
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const Matrix& mask = *inputs[1];
    for (std::size_t i = 0; i < gradient.size(); ++i)
      if (flat(mask)[i] != 0.0F) flat(*gradients[0])[i] += flat(gradient)[i];
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const auto [value, row, column] = context.cell;
    Explanation account{.formula = Formula::mask};
    const Factor score = context.factor(0, row, column);
    account.terms = {{{score}, score.value, context.hidden(1, row, column)}};
    return account;
  }
};

}  // namespace

OperationPointer mask() { return std::make_unique<MaskScores>(); }

}  // namespace attention::operations
