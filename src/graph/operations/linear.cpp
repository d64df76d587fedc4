#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

class Linear final : public Operation {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::linear; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    const auto [n, in] = inputs[0];
    const std::size_t out = inputs[1].rows;
    if (inputs[1].columns != in) throw_shape("linear", "a weight of " + digits(in) + " columns", describe(inputs[1]));
    if (inputs.size() > 2)
      if (inputs[2] != Shape{1, out}) throw_shape("linear", "a bias of " + describe({1, out}), describe(inputs[2]));
    return {n, out};
  }

  // Y_io = X_i . W_o + b_o
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [x, w] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < output.shape(0); ++i)
      for (std::size_t o = 0; o < output.shape(1); ++o)
        output(i, o) = kernels::dot(row_of(x, i), row_of(w, o)) + (inputs.size() > 2 ? (*inputs[2])(0, o) : 0.0F);
  }

  // dX_i += dY_io W_o,  dW_o += dY_io X_i,  db_o += dY_io
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const auto& [x, w] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < gradient.shape(0); ++i)
      for (std::size_t o = 0; o < gradient.shape(1); ++o) {
        const float dy = gradient(i, o);
        if (dy == 0.0F) continue;
        kernels::add_scaled(dy, row_of(w, o), row_of(*gradients[0], i));
        kernels::add_scaled(dy, row_of(x, i), row_of(*gradients[1], o));
        if (inputs.size() > 2) (*gradients[2])(0, o) += dy;
      }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products};
    const auto [value, row, column] = context.cell;
    for (std::size_t d = 0; d < context.inputs[0]->shape(1); ++d) {
      const Factor x = context.factor(0, row, d);
      const Factor w = context.factor(1, column, d);
      account.terms.push_back({{x, w}, x.value * w.value});
    }
    if (context.inputs.size() > 2) {
      const Factor bias = context.factor(2, 0, column);
      account.terms.push_back({{bias}, bias.value});
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    if (cell.input == 0) return whole_row(output, cell.row);
    return whole_column(output, cell.input == 1 ? cell.row : cell.column);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    if (cell.input == 0) return {context.factor(1, context.cell.column, cell.column)};
    if (cell.input == 1) return {context.factor(0, context.cell.row, cell.column)};
    return {};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    return inputs.size() > 2 ? "{0} @ {1}.T + {2}" : "{0} @ {1}.T";
  }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override {
    return inputs[0]->size() * inputs[1]->shape(0);
  }
};

}  // namespace

OperationPointer linear() { return std::make_unique<Linear>(); }

}  // namespace attention::operations
