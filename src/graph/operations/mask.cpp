#include <cmath>

#include "graph/operations.hpp"

namespace attention::operations {

namespace {

class MaskScores final : public Operation {
 public:
  explicit MaskScores(float fill) : fill_(fill) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::mask; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0] != inputs[1]) throw_shape("mask", "a mask of " + describe(inputs[0]), describe(inputs[1]));
    return inputs[0];
  }

  // Y = S where M is not 0, else the fill
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [scores, mask] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < output.size(); ++i) flat(output)[i] = flat(mask)[i] != 0.0F ? flat(scores)[i] : fill_;
  }

  // dS += dY where M is not 0
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const Matrix& mask = *inputs[1];
    for (std::size_t i = 0; i < gradient.size(); ++i)
      if (flat(mask)[i] != 0.0F) flat(*gradients[0])[i] += flat(gradient)[i];
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const auto [value, row, column] = context.cell;
    Explanation account{.formula = Formula::mask, .fill = fill_};
    const Factor score = context.factor(0, row, column);
    account.terms = {{{score}, score.value, context.hidden(1, row, column)}};
    return account;
  }

  [[nodiscard]] Block reach(Inputs inputs, const Matrix& /*output*/, InputCell cell) const override {
    const bool visible = (*inputs[1])(cell.row, cell.column) != 0.0F;
    return cell.input == 0 && visible ? one_cell(cell.row, cell.column) : Block{};
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return "{0}.masked_fill({1} == 0, " + (std::isinf(fill_) ? "-torch.inf" : decimal(fill_)) + ")";
  }

 private:
  float fill_;
};

}  // namespace

OperationPointer mask(float fill) { return std::make_unique<MaskScores>(fill); }

}  // namespace attention::operations
