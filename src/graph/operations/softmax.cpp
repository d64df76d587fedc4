#include <cmath>
#include <limits>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

class Softmax final : public Operation {
 public:
  explicit Softmax(float temperature) : temperature_(temperature) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::softmax; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_j = exp((x_j - max) / T) / sum
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      kernels::softmax(row_of(*inputs[0], i), temperature_, row_of(output, i));
  }

  // dx_j += y_j (dy_j - sum_l y_l dy_l) / T
  void backward(Inputs /*inputs*/, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      kernels::softmax_backward(row_of(output, i), row_of(gradient, i), temperature_, row_of(*gradients[0], i));
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const std::size_t row = context.cell.row;
    Explanation account{.formula = Formula::softmax, .temperature = temperature_};
    account.maximum = kernels::maximum(row_of(*context.inputs[0], row));
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      Term term{{context.factor(0, row, j)}};
      term.hidden = context.hidden(0, row, j);
      if (term.hidden == Hidden::visible && !std::isinf(account.maximum))
        term.value = std::exp((term.factors[0].value - account.maximum) / account.temperature);
      account.sum += term.value;
      account.terms.push_back(std::move(term));
    }
    return account;
  }

 private:
  float temperature_;
};

}  // namespace

OperationPointer softmax(float temperature) { return std::make_unique<Softmax>(temperature); }

}  // namespace attention::operations
