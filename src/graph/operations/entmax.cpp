#include <algorithm>
#include <cmath>
#include <cstdint>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

// Sparsemax and 1.5-entmax, the two members of one family: with z = (alpha - 1) x / T and alpha 2 or 1.5, the weights
// are y_j = max(0, z_j - tau)^(1 / (alpha - 1)), for the tau at which they sum to 1.

namespace attention::operations {

namespace {

enum class Family : std::uint8_t { sparsemax, entmax };

/// The tau of a row, exactly: taking the numbers from the largest on, every one gets its weight until one would lie
/// below the tau of those before it. `z` holds finite numbers only.
double threshold_of(std::vector<double> z, Family family) {
  std::ranges::make_heap(z);
  double tau = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (double count = 1; !z.empty(); ++count) {
    const double largest = z.front();
    std::ranges::pop_heap(z);
    z.pop_back();
    sum += largest;
    squares += largest * largest;
    const double mean = sum / count;
    const double next = family == Family::sparsemax
                            ? mean - 1.0 / count
                            : mean - std::sqrt(std::max(0.0, (1.0 - (squares - sum * mean)) / count));
    if (next >= largest) break;
    tau = next;
  }
  return tau;
}

class Entmax final : public Operation {
 public:
  Entmax(Family family, float temperature)
      : family_(family), divisor_(family == Family::sparsemax ? temperature : 2.0 * temperature) {}

  [[nodiscard]] OperationName name() const noexcept override {
    return family_ == Family::sparsemax ? OperationName::sparsemax : OperationName::entmax;
  }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_j = max(0, (x_j - max) / divisor - tau)^p, p = 1 or 2
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> x = row_of(*inputs[0], i);
      const Row row = examine(x);
      for (std::size_t j = 0; j < x.size(); ++j) output(i, j) = static_cast<float>(weight(x[j], row));
    }
  }

  // with s_j = y_j^((p - 1) / p), 0 where y_j is 0:  dx_j += s_j (dy_j - sum_l s_l dy_l / sum_l s_l) / T
  void backward(Inputs /*inputs*/, const Matrix& output, const Matrix& gradient, Gradients gradients) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      double sum = 0.0;
      double weighted = 0.0;
      for (std::size_t j = 0; j < output.shape(1); ++j) {
        const double s = slope(output(i, j));
        sum += s;
        if (s != 0.0) weighted += s * gradient(i, j);
      }
      for (std::size_t j = 0; j < output.shape(1); ++j)
        if (const double s = slope(output(i, j)); s != 0.0)
          (*gradients[0])(i, j) += static_cast<float>(s * (gradient(i, j) - weighted / sum) / temperature());
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const std::size_t row = context.cell.row;
    const Row examined = examine(row_of(*context.inputs[0], row));
    Explanation account{.formula = family_ == Family::sparsemax ? Formula::sparsemax : Formula::entmax,
                        .temperature = temperature(),
                        .maximum = examined.maximum,
                        .threshold = examined.threshold};
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      const Factor x = context.factor(0, row, j);
      account.terms.push_back({{x}, weight(x.value, examined), context.left_out(0, row, j)});
      account.sum += account.terms.back().value;
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return whole_row(output, cell.row);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    double sum = 0.0;
    for (const float y : row_of(context.output, cell.row)) sum += slope(y);
    const double kronecker = context.cell.column == cell.column ? 1.0 : 0.0;
    const double own = slope(context.output(cell.row, context.cell.column));
    const double other = slope(context.output(cell.row, cell.column));
    return {constant(own == 0.0 ? 0.0 : own * (kronecker - other / sum) / temperature())};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return std::string(name_of(name())) + "({0} / " + decimal(static_cast<float>(divisor_)) + ")";
  }

  [[nodiscard]] std::string_view python_definition() const override {
    return family_ == Family::sparsemax ? R"(def sparsemax(z):
    z = z - z.amax(-1, keepdim=True)
    ordered = z.sort(-1, descending=True).values
    count = torch.arange(1, z.shape[-1] + 1)
    tau = (ordered.cumsum(-1) - 1) / count
    last = (tau < ordered).sum(-1, keepdim=True) - 1
    return (z - tau.gather(-1, last.clamp(min=0))).clamp(min=0).nan_to_num(0))"
                                        : R"(def entmax(z):
    z = z - z.amax(-1, keepdim=True)
    ordered = z.sort(-1, descending=True).values
    count = torch.arange(1, z.shape[-1] + 1)
    mean = ordered.cumsum(-1) / count
    spread = (ordered ** 2).cumsum(-1) - count * mean ** 2
    tau = mean - ((1 - spread) / count).clamp(min=0).sqrt()
    last = (tau <= ordered).sum(-1, keepdim=True) - 1
    return ((z - tau.gather(-1, last.clamp(min=0))).clamp(min=0) ** 2).nan_to_num(0))";
  }

 private:
  struct Row {
    double maximum;
    double threshold;
  };

  [[nodiscard]] Row examine(std::span<const float> x) const {
    const double maximum = kernels::maximum(x);
    std::vector<double> z;
    if (std::isfinite(maximum))
      for (const float number : x)
        if (std::isfinite(number)) z.push_back((number - maximum) / divisor_);
    return {maximum, threshold_of(std::move(z), family_)};
  }

  /// 0 in a row that may attend nothing; NaN in a row that holds NaN or infinity, as softmax.
  [[nodiscard]] double weight(double x, const Row& row) const {
    if (!std::isfinite(row.maximum)) return row.maximum < 0 ? 0.0 : std::nan("");
    const double above = std::max(0.0, (x - row.maximum) / divisor_ - row.threshold);
    return family_ == Family::sparsemax ? above : above * above;
  }

  [[nodiscard]] double slope(double y) const {
    if (family_ == Family::entmax) return std::sqrt(y);
    return y > 0.0 ? 1.0 : 0.0;
  }

  [[nodiscard]] double temperature() const { return family_ == Family::sparsemax ? divisor_ : divisor_ / 2.0; }

  Family family_;
  double divisor_;
};

}  // namespace

OperationPointer sparsemax(float temperature) { return std::make_unique<Entmax>(Family::sparsemax, temperature); }
OperationPointer entmax(float temperature) { return std::make_unique<Entmax>(Family::entmax, temperature); }

}  // namespace attention::operations
