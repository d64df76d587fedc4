#include "graph/operations.hpp"

namespace attention {

Mask make_mask(Shape shape) { return Mask(Mask::shape_type{shape.rows, shape.columns}, Hidden::visible); }

}  // namespace attention

namespace attention::operations {

namespace {

class Given final : public Operation {
 public:
  explicit Given(OperationName name) : name_(name) {}

  [[nodiscard]] OperationName name() const noexcept override { return name_; }
  [[nodiscard]] Shape shape(std::span<const Shape> /*inputs*/) const override { return {}; }
  void forward(Inputs /*inputs*/, Matrix& /*output*/) const override {}
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& /*gradient*/,
                Gradients /*gradients*/) const override {}
  [[nodiscard]] Explanation explain(const Context& /*context*/) const override { return {.formula = Formula::given}; }
  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return {}; }

 private:
  OperationName name_;
};

}  // namespace

OperationPointer given(OperationName name) { return std::make_unique<Given>(name); }
OperationPointer given_mask(Mask mask) { return std::make_unique<GivenMask>(std::move(mask)); }

Shape GivenMask::shape(std::span<const Shape> /*inputs*/) const { return shape_of(mask_); }

void GivenMask::forward(Inputs /*inputs*/, Matrix& output) const {
  for (std::size_t i = 0; i < mask_.size(); ++i) flat(output)[i] = mask_.data()[i] == Hidden::visible ? 1.0F : 0.0F;
}

void GivenMask::backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& /*gradient*/,
                         Gradients /*gradients*/) const {}

Explanation GivenMask::explain(const Context& context) const {
  Explanation account{.formula = Formula::given};
  account.terms = {
      {{}, context.output(context.cell.row, context.cell.column), hidden(context.cell.row, context.cell.column)}};
  return account;
}

Block GivenMask::reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell /*cell*/) const { return {}; }

std::vector<Factor> GivenMask::partial(const Context& /*context*/, InputCell /*cell*/) const { return {}; }

std::string GivenMask::python(Inputs /*inputs*/) const { return {}; }

}  // namespace attention::operations
