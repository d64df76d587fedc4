#include <algorithm>
#include <cmath>

#include "graph/operations.hpp"
#include "graph/operations/empty_rows.hpp"

namespace attention::operations {

namespace {

bool is_hidden(float x) { return std::isinf(x) && x < 0; }

class Uniform final : public Operation {
 public:
  explicit Uniform(EmptyRows empty) : empty_(empty) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::uniform; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override { return inputs[0]; }

  // y_j = 1 / (how many x are not -infinity), 0 where x_j is
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i) {
      const std::span<const float> x = row_of(*inputs[0], i);
      const std::span<float> y = row_of(output, i);
      const auto count = x.size() - static_cast<std::size_t>(std::ranges::count_if(x, is_hidden));
      const float each = count == 0 ? weight_of_empty(empty_, x.size()) : 1.0F / static_cast<float>(count);
      for (std::size_t j = 0; j < x.size(); ++j) y[j] = count > 0 && is_hidden(x[j]) ? 0.0F : each;
    }
  }

  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& /*gradient*/,
                Gradients /*gradients*/) const override {}

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::uniform, .empty = empty_};
    for (std::size_t j = 0; j < context.output.shape(1); ++j) {
      Term term{{context.factor(0, context.cell.row, j)}};
      if (is_hidden(static_cast<float>(term.factors[0].value))) term.hidden = context.hidden(0, context.cell.row, j);
      term.value = term.hidden == Hidden::visible ? 1.0 : 0.0;
      account.sum += term.value;
      account.terms.push_back(std::move(term));
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {};
  }

  [[nodiscard]] std::string python(Inputs inputs) const override {
    std::string text = "({0} > -torch.inf).float() / ({0} > -torch.inf).sum(-1, keepdim=True)";
    if (empty_ == EmptyRows::nan) return text;
    return "(" + text + ").masked_fill(({0} == -torch.inf).all(-1, keepdim=True), " +
           decimal(weight_of_empty(empty_, inputs[0]->shape(1))) + ")";
  }

 private:
  EmptyRows empty_;
};

}  // namespace

OperationPointer uniform(EmptyRows empty) { return std::make_unique<Uniform>(empty); }

}  // namespace attention::operations
