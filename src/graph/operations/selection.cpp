#include <cmath>

#include "graph/operations.hpp"
#include "kernels/kernels.hpp"

// Hard attention: rows of zeros with a single 1. A choice has no derivative, so that no gradient passes.

namespace attention::operations {

namespace {

class Selection : public Operation {
 public:
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& /*gradient*/,
                Gradients /*gradients*/) const final {}
  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell /*cell*/) const final { return {}; }
  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const final { return {}; }
};

class Argmax final : public Selection {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::argmax; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_j = 1 at the first of the largest x_j; NaN anywhere makes the row NaN
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> x = row_of(*inputs[0], i);
      const float largest = kernels::maximum(x);
      if (std::isinf(largest) && largest < 0) continue;
      for (std::size_t j = 0; j < x.size(); ++j) {
        if (std::isnan(largest)) output(i, j) = largest;
        if (x[j] != largest) continue;
        output(i, j) = 1.0F;
        break;
      }
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const std::size_t row = context.cell.row;
    Explanation account{.formula = Formula::argmax, .maximum = kernels::maximum(row_of(*context.inputs[0], row))};
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      const Factor x = context.factor(0, row, j);
      account.terms.push_back({{x}, x.value, context.left_out(0, row, j)});
    }
    return account;
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return "(torch.nn.functional.one_hot({0}.argmax(-1), {0}.shape[-1]) * ({0} > -torch.inf)).float()";
  }
};

class Sample final : public Selection {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::sample; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    const Shape one_each{inputs[0].rows, 1};
    if (inputs[1] != one_each) throw_shape("sample", "random numbers of " + describe(one_each), describe(inputs[1]));
    return inputs[0];
  }

  // y_j = 1 at the first j with w_1 + ... + w_j > u (w_1 + ... + w_m)
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> weights = row_of(*inputs[0], i);
      double total = 0.0;
      for (const float weight : weights) total += weight;
      const double drawn = (*inputs[1])(i, 0) * total;
      double sum = 0.0;
      for (std::size_t j = 0; j < weights.size(); ++j) {
        sum += weights[j];
        if (std::isnan(drawn)) output(i, j) = std::numeric_limits<float>::quiet_NaN();
        if (!(sum > drawn)) continue;
        output(i, j) = 1.0F;
        break;
      }
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const std::size_t row = context.cell.row;
    Explanation account{.formula = Formula::sample};
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      const Factor weight = context.factor(0, row, j);
      account.terms.push_back({{weight}, weight.value});
      account.sum += weight.value;
    }
    const Factor drawn = context.factor(1, row, 0);
    account.terms.push_back({{drawn}, drawn.value});
    return account;
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "sample({0}, {1})"; }
  [[nodiscard]] std::string_view python_definition() const override {
    return R"(def sample(weights, u):
    sums = weights.double().cumsum(-1)
    chosen = (sums <= u * sums[:, -1:]).sum(-1, keepdim=True)
    return (torch.arange(weights.shape[-1]) == chosen).float())";
  }
};

}  // namespace

OperationPointer argmax() { return std::make_unique<Argmax>(); }
OperationPointer sample() { return std::make_unique<Sample>(); }

}  // namespace attention::operations
