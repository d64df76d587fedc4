#include "graph/operations/elementwise.hpp"

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

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

  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    if (scale_ == 1.0F) return {};
    return {constant(scale_)};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    std::string summands = "{0}";
    for (std::size_t i = 1; i < inputs.size(); ++i) summands += " + {" + digits(i) + "}";
    if (scale_ == 1.0F) return summands;
    return decimal(scale_) + " * (" + summands + ")";
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

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    return {context.factor(1 - cell.input, cell.row, cell.column)};
  }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0} * {1}"; }
  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override { return inputs[0]->size(); }
};

class OneMinus final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::one_minus; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) flat(output)[i] = 1.0F - flat(*inputs[0])[i];
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "1 - {0}"; }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::one_minus; }
  [[nodiscard]] float derivative(float /*x*/, float /*y*/) const noexcept override { return -1.0F; }
};

}  // namespace

OperationPointer sum(float scale) { return std::make_unique<Sum>(scale); }
OperationPointer product() { return std::make_unique<Product>(); }
OperationPointer one_minus() { return std::make_unique<OneMinus>(); }

}  // namespace attention::operations
