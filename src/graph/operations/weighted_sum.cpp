#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

class WeightedSum final : public Operation {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::weighted_sum; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0].columns != inputs[1].rows)
      throw_shape("weighted sum", "one value for each of " + digits(inputs[0].columns) + " keys", describe(inputs[1]));
    if (inputs.size() > 2)
      if (inputs[2] != inputs[0]) throw_shape("weighted sum", "a mask of " + describe(inputs[0]), describe(inputs[2]));
    return {inputs[0].rows, inputs[1].columns};
  }

  // O_i = sum over visible j of A_ij V_j
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [weights, values] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < weights.shape(0); ++i)
      for (std::size_t j = 0; j < weights.shape(1); ++j)
        if (visible(inputs, i, j)) kernels::add_scaled(weights(i, j), row_of(values, j), row_of(output, i));
  }

  // dA_ij += dO_i . V_j,  dV_j += A_ij dO_i, over visible j
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const auto& [weights, values] = std::tie(*inputs[0], *inputs[1]);
    for (std::size_t i = 0; i < weights.shape(0); ++i) {
      if (kernels::dot(row_of(gradient, i), row_of(gradient, i)) == 0.0F) continue;
      for (std::size_t j = 0; j < weights.shape(1); ++j) {
        if (!visible(inputs, i, j)) continue;
        (*gradients[0])(i, j) += kernels::dot(row_of(gradient, i), row_of(values, j));
        kernels::add_scaled(weights(i, j), row_of(gradient, i), row_of(*gradients[1], j));
      }
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const auto [value, row, column] = context.cell;
    Explanation account{.formula = Formula::sum_of_products};
    for (std::size_t j = 0; j < context.inputs[0]->shape(1); ++j) {
      const Factor weight = context.factor(0, row, j);
      const Factor content = context.factor(1, j, column);
      const Hidden hidden = context.inputs.size() > 2 ? context.hidden(2, row, j) : Hidden::visible;
      account.terms.push_back(
          {{weight, content}, hidden == Hidden::visible ? weight.value * content.value : 0.0, hidden});
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs inputs, const Matrix& output, InputCell cell) const override {
    if (cell.input == 1) return whole_column(output, cell.column);
    return cell.input == 0 && visible(inputs, cell.row, cell.column) ? whole_row(output, cell.row) : Block{};
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    if (cell.input == 0) return {context.factor(1, cell.column, context.cell.column)};
    if (!visible(context.inputs, context.cell.row, cell.row)) return {constant(0.0)};
    return {context.factor(0, context.cell.row, cell.row)};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0} @ {1}"; }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override {
    return inputs[0]->size() * inputs[1]->shape(1);
  }

 private:
  static bool visible(Inputs inputs, std::size_t i, std::size_t j) {
    return inputs.size() < 3 || (*inputs[2])(i, j) != 0.0F;
  }
};

}  // namespace

OperationPointer weighted_sum() { return std::make_unique<WeightedSum>(); }

}  // namespace attention::operations
