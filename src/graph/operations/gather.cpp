#include "graph/operations.hpp"

// Numbers that stand elsewhere in the output: any of them, and all of them with rows for columns.

namespace attention::operations {

namespace {

class Gather final : public Operation {
 public:
  Gather(Shape size, std::vector<std::size_t> sources) : size_(size), sources_(std::move(sources)) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::gather; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    for (const std::size_t source : sources_)
      if (source >= inputs[0].rows * inputs[0].columns)
        throw_shape("gather", "at least " + digits(source + 1) + " numbers", describe(inputs[0]));
    return size_;
  }

  // Y's number i = X's number sources_i, counted row after row
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < sources_.size(); ++i) flat(output)[i] = flat(*inputs[0])[sources_[i]];
  }

  // dX's number sources_i += dY's number i
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& gradient,
                Gradients gradients) const override {
    for (std::size_t i = 0; i < sources_.size(); ++i) flat(*gradients[0])[sources_[i]] += flat(gradient)[i];
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const std::size_t columns = context.inputs[0]->shape(1);
    const std::size_t source = source_of(context.cell.row, context.cell.column);
    const Factor original = context.factor(0, source / columns, source % columns);
    return {.formula = Formula::copy, .terms = {{{original}, original.value}}};
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& output, InputCell /*cell*/) const override {
    return whole(output);
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const std::size_t own = cell.row * context.inputs[0]->shape(1) + cell.column;
    return {constant(source_of(context.cell.row, context.cell.column) == own ? 1.0 : 0.0)};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    std::string list;
    for (std::size_t i = 0; i < sources_.size(); ++i) list.append(i == 0 ? "" : ", ").append(digits(sources_[i]));
    return "{0}.flatten()[torch.tensor([" + list + "])].reshape(" + digits(size_.rows) + ", " + digits(size_.columns) +
           ")";
  }

 private:
  [[nodiscard]] std::size_t source_of(std::size_t row, std::size_t column) const {
    return sources_[row * size_.columns + column];
  }

  Shape size_;
  std::vector<std::size_t> sources_;
};

class Transpose final : public Operation {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::transpose; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    return {inputs[0].columns, inputs[0].rows};
  }

  // Y_ji = X_ij
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(1); ++i)
      for (std::size_t j = 0; j < output.shape(0); ++j) output(j, i) = (*inputs[0])(i, j);
  }

  // dX_ij += dY_ji
  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& gradient,
                Gradients gradients) const override {
    for (std::size_t i = 0; i < gradient.shape(1); ++i)
      for (std::size_t j = 0; j < gradient.shape(0); ++j) (*gradients[0])(i, j) += gradient(j, i);
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const Factor original = context.factor(0, context.cell.column, context.cell.row);
    return {.formula = Formula::copy, .terms = {{{original}, original.value}}};
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell cell) const override {
    return one_cell(cell.column, cell.row);
  }
  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0}.T"; }
};

}  // namespace

OperationPointer gather(Shape size, std::vector<std::size_t> sources) {
  return std::make_unique<Gather>(size, std::move(sources));
}
OperationPointer transpose() { return std::make_unique<Transpose>(); }

}  // namespace attention::operations
