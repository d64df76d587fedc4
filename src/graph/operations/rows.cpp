#include <cmath>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

// Operations between a matrix and one number a row: what online softmax and linear attention are made of.

namespace attention::operations {

namespace {

/// Of X(n, d): one number a row.
class Reduction : public Operation {
 public:
  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell cell) const final {
    return one_cell(cell.row, 0);
  }
};

class RowSum final : public Reduction {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::row_sum; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return {inputs[0].rows, 1}; }

  // y_i = sum_j x_ij
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      double sum = 0.0;
      for (const float x : row_of(*inputs[0], i)) sum += x;
      output(i, 0) = static_cast<float>(sum);
    }
  }

  // dx_ij += dy_i
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& gradient,
                Gradients gradients) const override {
    for (std::size_t i = 0; i < gradient.shape(0); ++i)
      for (float& dx : row_of(*gradients[0], i)) dx += gradient(i, 0);
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products};
    for (std::size_t j = 0; j < context.inputs[0]->shape(1); ++j) {
      const Factor x = context.factor(0, context.cell.row, j);
      account.terms.push_back({{x}, x.value});
    }
    return account;
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0}.sum(-1, keepdim=True)"; }
};

class RowMaximum final : public Reduction {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::row_maximum; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    for (const Shape& input : inputs)
      if (input.rows != inputs[0].rows)
        throw_shape("row maximum", "operands of " + digits(inputs[0].rows) + " rows", describe(input));
    return {inputs[0].rows, 1};
  }

  // y_i = max_j x_ij
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      output(i, 0) = kernels::maximum(row_of(*inputs[0], i));
      for (const Matrix* input : inputs.subspan(1)) {
        const float other = kernels::maximum(row_of(*input, i));
        if (other > output(i, 0) || std::isnan(other)) output(i, 0) = other;
      }
    }
  }

  // dx_ij += dy_i at the first of the largest
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const InputCell first = first_of_largest(inputs, output, i);
      if (gradient(i, 0) != 0.0F) (*gradients[first.input])(i, first.column) += gradient(i, 0);
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::maximum};
    const std::size_t row = context.cell.row;
    for (std::size_t input = 0; input < context.inputs.size(); ++input)
      for (std::size_t j = 0; j < context.inputs[input]->shape(1); ++j) {
        const Factor x = context.factor(input, row, j);
        account.terms.push_back({{x}, x.value, context.left_out(input, row, j)});
      }
    return account;
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const InputCell first = first_of_largest(context.inputs, context.output, cell.row);
    return {constant(first.input == cell.input && first.column == cell.column ? 1.0 : 0.0)};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    if (inputs.size() == 1) return "{0}.max(-1, keepdim=True).values";
    std::string all = "{0}";
    for (std::size_t i = 1; i < inputs.size(); ++i) all += ", {" + digits(i) + "}";
    return "torch.cat([" + all + "], dim=-1).max(-1, keepdim=True).values";
  }

 private:
  static InputCell first_of_largest(Inputs inputs, const Matrix& output, std::size_t row) {
    for (std::size_t input = 0; input < inputs.size(); ++input)
      for (std::size_t j = 0; j < inputs[input]->shape(1); ++j)
        if ((*inputs[input])(row, j) == output(row, 0)) return {input, row, j};
    return {0, row, 0};
  }
};

/// Of X(n, d) and c(n, 1): every row of X meets its own number.
class RowWise : public Operation {
 public:
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const final {
    const Shape one_each{inputs[0].rows, 1};
    if (inputs[1] != one_each)
      throw_shape(name_of(name()), "one number for each row, " + describe(one_each), describe(inputs[1]));
    return inputs[0];
  }

  // Y_ij = f(X_ij, c_i)
  void forward(Inputs inputs, Matrix& output) const final {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      for (std::size_t j = 0; j < output.shape(1); ++j) output(i, j) = value((*inputs[0])(i, j), (*inputs[1])(i, 0));
  }

  // dX_ij += df/dx dY_ij,  dc_i += sum_j df/dc dY_ij
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const final {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      for (std::size_t j = 0; j < output.shape(1); ++j) {
        if (gradient(i, j) == 0.0F) continue;
        const Slopes slope = slopes((*inputs[0])(i, j), (*inputs[1])(i, 0), output(i, j));
        (*gradients[0])(i, j) += slope.x * gradient(i, j);
        (*gradients[1])(i, 0) += slope.c * gradient(i, j);
      }
  }

  [[nodiscard]] Explanation explain(const Context& context) const final {
    Explanation account{.formula = formula()};
    const Factor x = context.factor(0, context.cell.row, context.cell.column);
    account.terms = {{{x, context.factor(1, context.cell.row, 0)},
                      context.output(context.cell.row, context.cell.column),
                      context.left_out(0, context.cell.row, context.cell.column)}};
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const final {
    return cell.input == 0 ? one_cell(cell.row, cell.column) : whole_row(output, cell.row);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const final {
    const auto [unused, row, column] = context.cell;
    const Slopes slope =
        slopes((*context.inputs[0])(row, column), (*context.inputs[1])(row, 0), context.output(row, column));
    return {constant(cell.input == 0 ? slope.x : slope.c)};
  }

 protected:
  struct Slopes {
    float x;
    float c;
  };

 private:
  [[nodiscard]] virtual Formula formula() const noexcept = 0;
  [[nodiscard]] virtual float value(float x, float c) const noexcept = 0;
  [[nodiscard]] virtual Slopes slopes(float x, float c, float y) const noexcept = 0;
};

class ScaleRows final : public RowWise {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::scale_rows; }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0} * {1}"; }
  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override { return inputs[0]->size(); }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::sum_of_products; }
  [[nodiscard]] float value(float x, float c) const noexcept override { return x * c; }
  [[nodiscard]] Slopes slopes(float x, float c, float /*y*/) const noexcept override { return {c, x}; }
};

class DivideRows final : public RowWise {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::divide_rows; }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return "torch.where({1} == 0, torch.zeros(()), {0} / {1})";
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::quotient; }
  [[nodiscard]] float value(float x, float c) const noexcept override { return c == 0.0F ? 0.0F : x / c; }
  [[nodiscard]] Slopes slopes(float /*x*/, float c, float y) const noexcept override {
    return c == 0.0F ? Slopes{0.0F, 0.0F} : Slopes{1.0F / c, -y / c};
  }
};

class Exponential final : public RowWise {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::exponential; }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return "torch.exp({0} - {1}).masked_fill({0} == -torch.inf, 0)";
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::exponential; }
  [[nodiscard]] float value(float x, float c) const noexcept override {
    return std::isinf(x) && x < 0 ? 0.0F : std::exp(x - c);
  }
  [[nodiscard]] Slopes slopes(float /*x*/, float /*c*/, float y) const noexcept override { return {y, -y}; }
};

}  // namespace

OperationPointer row_sum() { return std::make_unique<RowSum>(); }
OperationPointer row_maximum() { return std::make_unique<RowMaximum>(); }
OperationPointer scale_rows() { return std::make_unique<ScaleRows>(); }
OperationPointer divide_rows() { return std::make_unique<DivideRows>(); }
OperationPointer exponential() { return std::make_unique<Exponential>(); }

}  // namespace attention::operations
