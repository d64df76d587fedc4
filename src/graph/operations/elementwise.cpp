#include <cmath>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

// Operations that work cell by cell on inputs of one shape.

namespace attention::operations {

namespace {

class Elementwise : public Operation {
 public:
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const final {
    for (const Shape& input : inputs)
      require_shape(input == inputs[0], name_of(name()), "operands of " + describe(inputs[0]), describe(input));
    return inputs[0];
  }
};

class Sum final : public Elementwise {
 public:
  explicit Sum(float scale) : scale_(scale) {}
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::sum; }

  // y = scale (a + b + ...)
  void forward(Inputs inputs, Matrix& output) const override {
    for (const Matrix* input : inputs) kernels::add_scaled(scale_, flat(*input), flat(output));
  }

  // da, db, ... += scale dy
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& gradient,
                Gradients gradients) const override {
    for (Matrix* target : gradients) kernels::add_scaled(scale_, flat(gradient), flat(*target));
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products, .scale = scale_};
    for (std::size_t i = 0; i < context.inputs.size(); ++i) {
      const Factor summand = context.factor(i, context.cell.row, context.cell.column);
      account.terms.push_back({{summand}, summand.value});
    }
    return account;
  }

 private:
  float scale_;
};

class Product final : public Elementwise {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::product; }

  // y = a b
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) flat(output)[i] = flat(*inputs[0])[i] * flat(*inputs[1])[i];
  }

  // da += b dy,  db += a dy
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      const float dy = flat(gradient)[i];
      if (dy == 0.0F) continue;
      flat(*gradients[0])[i] += flat(*inputs[1])[i] * dy;
      flat(*gradients[1])[i] += flat(*inputs[0])[i] * dy;
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products};
    const Factor a = context.factor(0, context.cell.row, context.cell.column);
    const Factor b = context.factor(1, context.cell.row, context.cell.column);
    account.terms = {{{a, b}, a.value * b.value}};
    return account;
  }
};

/// A function of one number, whose derivative is a function of its result.
class Function : public Elementwise {
 public:
  void backward(Inputs /*inputs*/, const Matrix& output, const Matrix& gradient, Gradients gradients) const final {
    for (std::size_t i = 0; i < gradient.size(); ++i)
      if (flat(gradient)[i] != 0.0F) flat(*gradients[0])[i] += derivative(flat(output)[i]) * flat(gradient)[i];
  }

  [[nodiscard]] Explanation explain(const Context& context) const final {
    Explanation account{.formula = formula()};
    const Factor x = context.factor(0, context.cell.row, context.cell.column);
    account.terms = {{{x}, x.value}};
    return account;
  }

 private:
  [[nodiscard]] virtual Formula formula() const noexcept = 0;
  [[nodiscard]] virtual float derivative(float y) const noexcept = 0;
};

class Sigmoid final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::sigmoid; }
  void forward(Inputs inputs, Matrix& output) const override { kernels::sigmoid(flat(*inputs[0]), flat(output)); }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::sigmoid; }
  [[nodiscard]] float derivative(float y) const noexcept override { return y * (1.0F - y); }
};

class Tanh final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::tanh; }
  void forward(Inputs inputs, Matrix& output) const override { kernels::tanh(flat(*inputs[0]), flat(output)); }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::tanh; }
  [[nodiscard]] float derivative(float y) const noexcept override { return 1.0F - y * y; }
};

class OneMinus final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::one_minus; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) flat(output)[i] = 1.0F - flat(*inputs[0])[i];
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::one_minus; }
  [[nodiscard]] float derivative(float /*y*/) const noexcept override { return -1.0F; }
};

}  // namespace

OperationPointer sum(float scale) { return std::make_unique<Sum>(scale); }
OperationPointer product() { return std::make_unique<Product>(); }
OperationPointer sigmoid() { return std::make_unique<Sigmoid>(); }
OperationPointer tanh() { return std::make_unique<Tanh>(); }
OperationPointer one_minus() { return std::make_unique<OneMinus>(); }

}  // namespace attention::operations
