#include <algorithm>
#include <cmath>
#include <limits>

#include "graph/operations.hpp"
#include "graph/operations/empty_rows.hpp"
#include "kernels/kernels.hpp"

// Softmax and its logarithms: functions of a row's exponentials.

namespace attention::operations {

namespace {

bool empty(std::span<const float> row) { return kernels::maximum(row) == -std::numeric_limits<float>::infinity(); }

bool has_empty_row(const Matrix& x) {
  for (std::size_t i = 0; i < x.shape(0); ++i)
    if (empty(row_of(x, i))) return true;
  return false;
}

/// log sum_j e^(x_j - max), in double precision: what is left of the logarithm once the maximum is taken off.
double log_sum_below(std::span<const float> x, double largest) {
  double sum = 0.0;
  for (const float number : x) sum += std::exp(number - largest);
  return std::log(sum);
}

class Exponentials : public Operation {
 public:
  [[nodiscard]] Explanation explain(const Context& context) const final {
    const std::size_t row = context.cell.row;
    Explanation account{.formula = formula(), .temperature = temperature(), .empty = empty_rows()};
    account.maximum = subtracts_maximum() ? kernels::maximum(row_of(*context.inputs[0], row)) : 0.0;
    for (std::size_t j = 0; j < context.inputs[0]->shape(1); ++j) {
      Term term{{context.factor(0, row, j)}};
      const double x = term.factors[0].value;
      term.hidden = context.left_out(0, row, j);
      if (!std::isinf(x) || x > 0) term.value = exponential(x - account.maximum, account.temperature);
      account.sum += term.value;
      account.terms.push_back(std::move(term));
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const final {
    return whole_row(output, cell.row);
  }

 private:
  [[nodiscard]] virtual Formula formula() const noexcept = 0;
  [[nodiscard]] virtual double temperature() const noexcept { return 1.0; }
  [[nodiscard]] virtual bool subtracts_maximum() const noexcept { return true; }
  [[nodiscard]] virtual EmptyRows empty_rows() const noexcept { return EmptyRows::zero; }

  /// Without the maximum they overflow as the forward's do.
  [[nodiscard]] double exponential(double x, double temperature) const {
    if (subtracts_maximum()) return std::exp(x / temperature);
    return std::exp(static_cast<float>(x) / static_cast<float>(temperature));
  }
};

class Softmax final : public Exponentials {
 public:
  explicit Softmax(const SoftmaxOptions& options) : options_(options) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::softmax; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_j = exp((x_j - max) / T) / sum
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> x = row_of(*inputs[0], i);
      if (empty(x))
        std::ranges::fill(row_of(output, i), weight_of_empty(options_.empty, x.size()));
      else if (options_.subtract_maximum)
        kernels::softmax(x, options_.temperature, row_of(output, i));
      else
        naive(x, row_of(output, i));
    }
  }

  // dx_j += y_j (dy_j - sum_l y_l dy_l) / T
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> dy = row_of(gradient, i);
      if (is_constant(row_of(*inputs[0], i)) || std::ranges::all_of(dy, [](float d) { return d == 0.0F; })) continue;
      kernels::softmax_backward(row_of(output, i), dy, options_.temperature, row_of(*gradients[0], i));
    }
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    if (is_constant(row_of(*context.inputs[0], cell.row))) return {constant(0.0)};
    const double own = context.output(cell.row, cell.column);
    const double kronecker = context.cell.column == cell.column ? 1.0 : 0.0;
    const double y = context.output(context.cell.row, context.cell.column);
    return {constant(y * (kronecker - own) / options_.temperature)};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    const std::string x = options_.temperature == 1.0F ? "{0}" : "({0} / " + decimal(options_.temperature) + ")";
    std::string text = options_.subtract_maximum ? "torch.softmax(" + x + ", dim=-1)"
                                                 : x + ".exp() / " + x + ".exp().sum(-1, keepdim=True)";
    if (!has_empty_row(*inputs[0]) || options_.empty == EmptyRows::nan) return text;
    return "(" + text + ").masked_fill(({0} == -torch.inf).all(-1, keepdim=True), " +
           decimal(weight_of_empty(options_.empty, inputs[0]->shape(1))) + ")";
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override {
    return options_.subtract_maximum ? Formula::softmax : Formula::naive_softmax;
  }
  [[nodiscard]] double temperature() const noexcept override { return options_.temperature; }
  [[nodiscard]] bool subtracts_maximum() const noexcept override { return options_.subtract_maximum; }
  [[nodiscard]] EmptyRows empty_rows() const noexcept override { return options_.empty; }

  /// Whether the row has weights that no score decides.
  [[nodiscard]] bool is_constant(std::span<const float> x) const {
    return options_.empty != EmptyRows::nan && empty(x);
  }

  void naive(std::span<const float> x, std::span<float> y) const {
    float sum = 0.0F;
    for (std::size_t j = 0; j < x.size(); ++j) sum += y[j] = std::exp(x[j] / options_.temperature);
    for (float& weight : y) weight /= sum;
  }

  SoftmaxOptions options_;
};

class LogSoftmax final : public Exponentials {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::log_softmax; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_j = x_j - max - log sum
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> x = row_of(*inputs[0], i);
      const double largest = kernels::maximum(x);
      const double log_sum = log_sum_below(x, largest);  // NaN where the maximum is infinite
      for (std::size_t j = 0; j < x.size(); ++j)
        output(i, j) = empty(x) ? x[j] : static_cast<float>(x[j] - largest - log_sum);
    }
  }

  // dx_j += dy_j - e^y_j sum_l dy_l
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      if (empty(row_of(*inputs[0], i))) continue;
      float sum = 0.0F;
      for (const float dy : row_of(gradient, i)) sum += dy;
      for (std::size_t j = 0; j < output.shape(1); ++j)
        (*gradients[0])(i, j) += gradient(i, j) - (sum == 0.0F ? 0.0F : std::exp(output(i, j)) * sum);
    }
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    if (empty(row_of(*context.inputs[0], cell.row))) return {constant(0.0)};
    const double kronecker = context.cell.column == cell.column ? 1.0 : 0.0;
    return {constant(kronecker - std::exp(static_cast<double>(context.output(cell.row, cell.column))))};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    const std::string text = "torch.log_softmax({0}, dim=-1)";
    return has_empty_row(*inputs[0]) ? text + ".nan_to_num(nan=-torch.inf, neginf=-torch.inf)" : text;
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::log_softmax; }
};

class LogSumExp final : public Exponentials {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::log_sum_exp; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return {inputs[0].rows, 1}; }

  // y = max + log sum_j exp(x_j - max)
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> x = row_of(*inputs[0], i);
      const float largest = kernels::maximum(x);
      output(i, 0) = std::isfinite(largest) ? static_cast<float>(largest + log_sum_below(x, largest)) : largest;
    }
  }

  // dx_j += e^(x_j - y) dy
  void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < inputs[0]->shape(0); ++i)
      for (std::size_t j = 0; j < inputs[0]->shape(1); ++j)
        if (gradient(i, 0) != 0.0F) (*gradients[0])(i, j) += share((*inputs[0])(i, j), output(i, 0)) * gradient(i, 0);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    return {constant(share((*context.inputs[0])(cell.row, cell.column), context.output(cell.row, 0)))};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return "torch.logsumexp({0}, dim=-1, keepdim=True)";
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::log_sum_exp; }
  static float share(float x, float y) { return std::isinf(x) && x < 0 ? 0.0F : std::exp(x - y); }
};

}  // namespace

OperationPointer softmax(float temperature) { return softmax(SoftmaxOptions{.temperature = temperature}); }
OperationPointer softmax(const SoftmaxOptions& options) { return std::make_unique<Softmax>(options); }
OperationPointer log_softmax() { return std::make_unique<LogSoftmax>(); }
OperationPointer log_sum_exp() { return std::make_unique<LogSumExp>(); }

}  // namespace attention::operations
