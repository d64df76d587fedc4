#include "graph/operations.hpp"

namespace attention::operations {

namespace {

class NegativeLogLikelihood final : public Operation {
 public:
  explicit NegativeLogLikelihood(std::vector<std::size_t> targets) : targets_(std::move(targets)) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::negative_log_likelihood; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (inputs[0].rows != targets_.size() || targets_.empty())
      throw_shape("negative log-likelihood", "a row for each of " + digits(targets_.size()) + " targets",
                  describe(inputs[0]));
    for (const std::size_t target : targets_)
      if (target >= inputs[0].columns)
        throw_shape("negative log-likelihood", "a column for target " + digits(target), describe(inputs[0]));
    return {1, 1};
  }

  // y = -1/T sum_t L_t,target(t)
  void forward(Inputs inputs, Matrix& output) const override {
    double sum = 0.0;
    for (std::size_t t = 0; t < targets_.size(); ++t) sum += (*inputs[0])(t, targets_[t]);
    output(0, 0) = static_cast<float>(scale() * sum);
  }

  // dL_t,target(t) += -1/T dy
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& gradient,
                Gradients gradients) const override {
    for (std::size_t t = 0; t < targets_.size(); ++t)
      (*gradients[0])(t, targets_[t]) += static_cast<float>(scale()) * gradient(0, 0);
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    Explanation account{.formula = Formula::sum_of_products, .scale = scale()};
    for (std::size_t t = 0; t < targets_.size(); ++t) {
      const Factor picked = context.factor(0, t, targets_[t]);
      account.terms.push_back({{picked}, picked.value});
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell cell) const override {
    return cell.column == targets_[cell.row] ? one_cell(0, 0) : Block{};
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {constant(scale())};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    std::string list;
    for (const std::size_t target : targets_) list += (list.empty() ? "" : ", ") + digits(target);
    return "torch.nn.functional.nll_loss({0}, torch.tensor([" + list + "])).reshape(1, 1)";
  }

 private:
  [[nodiscard]] double scale() const { return -1.0 / static_cast<double>(targets_.size()); }

  std::vector<std::size_t> targets_;
};

}  // namespace

OperationPointer negative_log_likelihood(std::vector<std::size_t> targets) {
  return std::make_unique<NegativeLogLikelihood>(std::move(targets));
}

}  // namespace attention::operations
