#include <algorithm>

#include "graph/operations.hpp"
#include "graph/operations/empty_rows.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

class NormalizeRows final : public Operation {
 public:
  explicit NormalizeRows(EmptyRows empty) : empty_(empty) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::normalize_rows; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_ij = x_ij / sum_k x_ik
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<float> y = row_of(output, i);
      // In double precision: one through a sum of denormal numbers would be infinite.
      if (const double each = share(*inputs[0], i); each != 0.0)
        std::ranges::transform(row_of(*inputs[0], i), y.begin(),
                               [each](float x) { return static_cast<float>(x * each); });
      else
        std::ranges::fill(y, weight_of_empty(empty_, y.size()));
    }
  }

  // dx_ij += (dy_ij - sum_k y_ik dy_ik) / sum_k x_ik
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const double each = share(*inputs[0], i);
      if (each == 0.0) continue;
      const double mean = kernels::dot(row_of(output, i), row_of(gradient, i));
      const std::span<const float> dy = row_of(gradient, i);
      const std::span<float> dx = row_of(*gradients[0], i);
      for (std::size_t j = 0; j < dx.size(); ++j) dx[j] += static_cast<float>(each * (dy[j] - mean));
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::share, .empty = empty_};
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      const Factor x = context.factor(0, context.cell.row, j);
      account.sum += x.value;
      account.terms.push_back({{x}, x.value});
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return whole_row(output, cell.row);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const auto [value, i, j] = context.cell;
    const double kronecker = j == cell.column ? 1.0 : 0.0;
    const double each = share(*context.inputs[0], i);
    return {constant(each == 0.0 ? 0.0 : (kronecker - context.output(i, j)) * each)};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    std::string text = "{0} / {0}.sum(-1, keepdim=True)";
    if (empty_ == EmptyRows::nan) return text;
    return "(" + text + ").masked_fill({0}.sum(-1, keepdim=True) == 0, " +
           decimal(weight_of_empty(empty_, inputs[0]->shape(1))) + ")";
  }

 private:
  /// 1 / sum_k x_ik, or 0.
  static double share(const Matrix& x, std::size_t row) {
    double sum = 0.0;
    for (const float number : row_of(x, row)) sum += number;
    return sum == 0.0 ? 0.0 : 1.0 / sum;
  }

  EmptyRows empty_;
};

}  // namespace

OperationPointer normalize_rows(EmptyRows empty) { return std::make_unique<NormalizeRows>(empty); }

}  // namespace attention::operations
