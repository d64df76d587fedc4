#include <cmath>

#include "graph/operations.hpp"

namespace attention::operations {

namespace {

struct Moments {
  double mean;
  double deviation;
};

class LayerNorm final : public Operation {
 public:
  explicit LayerNorm(float epsilon) : epsilon_(epsilon) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::layer_norm; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    const Shape row{1, inputs[0].columns};
    for (std::size_t i = 1; i < inputs.size(); ++i)
      if (inputs[i] != row) throw_shape("layer norm", "a weight and a bias of " + describe(row), describe(inputs[i]));
    return inputs[0];
  }

  // y_ij = w_j (x_ij - mean_i) / deviation_i + b_j
  void forward(Inputs inputs, Matrix& output) const override {
    const Matrix& x = *inputs[0];
    for (std::size_t i = 0; i < x.shape(0); ++i) {
      const Moments row = moments(row_of(x, i));
      for (std::size_t j = 0; j < x.shape(1); ++j)
        output(i, j) = static_cast<float>(weight(inputs, j) * (x(i, j) - row.mean) / row.deviation +
                                          (inputs.size() > 2 ? (*inputs[2])(0, j) : 0.0F));
    }
  }

  // with z_ij = (x_ij - mean_i) / deviation_i and g_ij = w_j dy_ij:
  // dx_ij += (g_ij - mean_k g_ik - z_ij mean_k(g_ik z_ik)) / deviation_i,  dw_j += z_ij dy_ij,  db_j += dy_ij
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const Matrix& x = *inputs[0];
    const std::size_t d = x.shape(1);
    for (std::size_t i = 0; i < x.shape(0); ++i) {
      const Moments row = moments(row_of(x, i));
      double mean = 0.0;
      double along = 0.0;
      bool any = false;
      for (std::size_t j = 0; j < d; ++j) {
        const double dy = gradient(i, j);
        if (dy == 0.0) continue;
        any = true;
        const double z = (x(i, j) - row.mean) / row.deviation;
        mean += weight(inputs, j) * dy / static_cast<double>(d);
        along += weight(inputs, j) * dy * z / static_cast<double>(d);
        if (inputs.size() > 1) (*gradients[1])(0, j) += static_cast<float>(z * dy);
        if (inputs.size() > 2) (*gradients[2])(0, j) += static_cast<float>(dy);
      }
      for (std::size_t j = 0; any && j < d; ++j) {
        const double z = (x(i, j) - row.mean) / row.deviation;
        (*gradients[0])(i, j) +=
            static_cast<float>((weight(inputs, j) * gradient(i, j) - mean - z * along) / row.deviation);
      }
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const auto [value, i, column] = context.cell;
    const Moments row = moments(row_of(*context.inputs[0], i));
    Explanation account{.formula = Formula::layer_norm};
    account.mean = row.mean;
    account.deviation = row.deviation;
    account.epsilon = epsilon_;
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      Term term{{context.factor(0, i, j)}};
      term.value = (term.factors[0].value - row.mean) * (term.factors[0].value - row.mean);
      account.sum += term.value;
      for (std::size_t input = 1; j == column && input < context.inputs.size(); ++input)
        term.factors.push_back(context.factor(input, 0, j));
      account.terms.push_back(std::move(term));
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell cell) const override {
    return cell.input == 0 ? whole_row(output, cell.row) : whole_column(output, cell.column);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    if (cell.input == 2) return {};
    const auto [value, i, j] = context.cell;
    const Matrix& x = *context.inputs[0];
    const Moments row = moments(row_of(x, i));
    const double z = (x(i, j) - row.mean) / row.deviation;
    if (cell.input == 1) return {constant(z)};
    const double other = (x(i, cell.column) - row.mean) / row.deviation;
    const double kronecker = j == cell.column ? 1.0 : 0.0;
    const double slope = (kronecker - (1.0 + z * other) / static_cast<double>(x.shape(1))) / row.deviation;
    if (context.inputs.size() < 2) return {constant(slope)};
    return {context.factor(1, 0, j), constant(slope)};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    std::string text = "torch.nn.functional.layer_norm({0}, {0}.shape[1:]";
    for (std::size_t i = 1; i < inputs.size(); ++i) text += ", {" + digits(i) + "}[0]";
    return text + ", eps=" + decimal(epsilon_) + ")";
  }

 private:
  // In double precision: the variance of numbers far from 0 keeps its digits.
  [[nodiscard]] Moments moments(std::span<const float> x) const {
    double mean = 0.0;
    for (const float number : x) mean += number;
    mean /= static_cast<double>(x.size());
    double squares = 0.0;
    for (const float number : x) squares += (number - mean) * (number - mean);
    return {mean, std::sqrt(squares / static_cast<double>(x.size()) + static_cast<double>(epsilon_))};
  }
  static double weight(Inputs inputs, std::size_t column) { return inputs.size() > 1 ? (*inputs[1])(0, column) : 1.0; }

  float epsilon_;
};

}  // namespace

OperationPointer layer_norm(float epsilon) { return std::make_unique<LayerNorm>(epsilon); }

}  // namespace attention::operations
