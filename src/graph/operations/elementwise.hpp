#pragma once

#include "graph/operation.hpp"

/// What operations share that work cell by cell on inputs of one shape.
namespace attention::operations {

class Elementwise : public Operation {
 public:
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const final {
    for (const Shape& input : inputs)
      if (input != inputs[0]) throw_shape(name_of(name()), "operands of " + describe(inputs[0]), describe(input));
    return inputs[0];
  }
  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell cell) const final {
    return one_cell(cell.row, cell.column);
  }
};

/// A function of one number, whose derivative is a function of it and of the result.
class Function : public Elementwise {
 public:
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const final {
    for (std::size_t i = 0; i < gradient.size(); ++i)
      if (flat(gradient)[i] != 0.0F)
        flat(*gradients[0])[i] += derivative(flat(*inputs[0])[i], flat(output)[i]) * flat(gradient)[i];
  }

  [[nodiscard]] Explanation explain(const Context& context) const final {
    Explanation account{.formula = formula(), .scale = scale()};
    const Factor x = context.factor(0, context.cell.row, context.cell.column);
    account.terms = {{{x}, x.value}};
    return account;
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const final {
    return {constant(derivative((*context.inputs[0])(cell.row, cell.column), context.output(cell.row, cell.column)))};
  }

 private:
  [[nodiscard]] virtual Formula formula() const noexcept = 0;
  [[nodiscard]] virtual float derivative(float x, float y) const noexcept = 0;
  [[nodiscard]] virtual double scale() const noexcept { return 1.0; }
};

}  // namespace attention::operations
