#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

class MatrixProduct final : public Operation {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::matrix_product; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0].columns != inputs[1].rows)
      throw_shape("matrix product", "a right side of " + digits(inputs[0].columns) + " rows", describe(inputs[1]));
    return {inputs[0].rows, inputs[1].columns};
  }

  // C_i = sum_d A_id B_d
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [a, b] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < a.shape(0); ++i)
      for (std::size_t d = 0; d < a.shape(1); ++d) kernels::add_scaled(a(i, d), row_of(b, d), row_of(output, i));
  }

  // dA_id += dC_i . B_d,  dB_d += A_id dC_i
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const auto& [a, b] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < a.shape(0); ++i) {
      if (kernels::dot(row_of(gradient, i), row_of(gradient, i)) == 0.0F) continue;
      for (std::size_t d = 0; d < a.shape(1); ++d) {
        (*gradients[0])(i, d) += kernels::dot(row_of(gradient, i), row_of(b, d));
        kernels::add_scaled(a(i, d), row_of(gradient, i), row_of(*gradients[1], d));
      }
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products};
    for (std::size_t d = 0; d < context.inputs[0]->shape(1); ++d) {
      const Factor a = context.factor(0, context.cell.row, d);
      const Factor b = context.factor(1, d, context.cell.column);
      account.terms.push_back({{a, b}, a.value * b.value});
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return cell.input == 0 ? whole_row(output, cell.row) : whole_column(output, cell.column);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    if (cell.input == 0) return {context.factor(1, cell.column, context.cell.column)};
    return {context.factor(0, context.cell.row, cell.row)};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0} @ {1}"; }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override {
    return inputs[0]->size() * inputs[1]->shape(1);
  }
};

class MatrixProductTransposed final : public Operation {
 public:
  explicit MatrixProductTransposed(float scale) : scale_(scale) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::matrix_product; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0].columns != inputs[1].columns)
      throw_shape("dot products", "rows of " + digits(inputs[0].columns) + " numbers", describe(inputs[1]));
    return {inputs[0].rows, inputs[1].rows};
  }

  // C_ij = scale A_i . B_j
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [a, b] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < a.shape(0); ++i)
      for (std::size_t j = 0; j < b.shape(0); ++j) output(i, j) = scale_ * kernels::dot(row_of(a, i), row_of(b, j));
  }

  // dA_i += scale dC_ij B_j,  dB_j += scale dC_ij A_i
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const auto& [a, b] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < a.shape(0); ++i)
      for (std::size_t j = 0; j < b.shape(0); ++j) {
        const float dc = scale_ * gradient(i, j);
        if (dc == 0.0F) continue;
        kernels::add_scaled(dc, row_of(b, j), row_of(*gradients[0], i));
        kernels::add_scaled(dc, row_of(a, i), row_of(*gradients[1], j));
      }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products, .scale = scale_};
    for (std::size_t d = 0; d < context.inputs[0]->shape(1); ++d) {
      const Factor a = context.factor(0, context.cell.row, d);
      const Factor b = context.factor(1, context.cell.column, d);
      account.terms.push_back({{a, b}, a.value * b.value});
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return cell.input == 0 ? whole_row(output, cell.row) : whole_column(output, cell.row);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const std::size_t other = cell.input == 0 ? context.cell.column : context.cell.row;
    std::vector<Factor> factors{context.factor(1 - cell.input, other, cell.column)};
    if (scale_ != 1.0F) factors.push_back(constant(scale_));
    return factors;
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return scale_ == 1.0F ? "{0} @ {1}.T" : decimal(scale_) + " * {0} @ {1}.T";
  }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override {
    return inputs[0]->size() * inputs[1]->shape(0);
  }

 private:
  float scale_;
};

}  // namespace

OperationPointer matrix_product() { return std::make_unique<MatrixProduct>(); }
OperationPointer matrix_product_transposed(float scale) { return std::make_unique<MatrixProductTransposed>(scale); }

}  // namespace attention::operations
