#include <cmath>

#include "graph/operations.hpp"

namespace attention::operations {

namespace {

class Gaussian final : public Operation {
 public:
  Gaussian(std::size_t columns, float first, float deviation)
      : columns_(columns), first_(first), deviation_(deviation) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::gaussian; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0].columns != 1) throw_shape("gaussian", "centres of 1 column", describe(inputs[0]));
    return {inputs[0].rows, columns_};
  }

  // y_ij = exp(-(s_j - p_i)^2 / (2 sigma^2)), s_j = first + j
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      for (std::size_t j = 0; j < columns_; ++j) {
        const float away = (position(j) - (*inputs[0])(i, 0)) / deviation_;
        output(i, j) = std::exp(-0.5F * away * away);
      }
  }

  // dp_i += y_ij (s_j - p_i) / sigma^2 dy_ij
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      for (std::size_t j = 0; j < columns_; ++j)
        if (gradient(i, j) != 0.0F)
          (*gradients[0])(i, 0) += slope(output(i, j), (*inputs[0])(i, 0), j) * gradient(i, j);
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::gaussian};
    const Factor centre = context.factor(0, context.cell.row, 0);
    account.terms = {{{centre}, centre.value}};
    account.mean = centre.value;
    account.deviation = deviation_;
    account.position = position(context.cell.column);
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return whole_row(output, cell.row);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell /*cell*/) const override {
    const auto [value, i, j] = context.cell;
    return {constant(slope(context.output(i, j), (*context.inputs[0])(i, 0), j))};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    const std::string deviation = decimal(deviation_);
    return "torch.exp(-((" + decimal(first_) + " + torch.arange(" + digits(columns_) + ") - {0}) / " + deviation +
           ") ** 2 / 2)";
  }

 private:
  [[nodiscard]] float position(std::size_t column) const { return first_ + static_cast<float>(column); }
  [[nodiscard]] float slope(float y, float centre, std::size_t column) const {
    return y * (position(column) - centre) / deviation_ / deviation_;
  }

  std::size_t columns_;
  float first_;
  float deviation_;
};

}  // namespace

OperationPointer gaussian(std::size_t columns, float first, float deviation) {
  return std::make_unique<Gaussian>(columns, first, deviation);
}

}  // namespace attention::operations
