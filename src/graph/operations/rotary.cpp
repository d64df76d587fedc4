#include "graph/operations.hpp"

namespace attention::operations {

namespace {

class Rotary final : public Operation {
 public:
  explicit Rotary(bool interleaved) : interleaved_(interleaved) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::rotary; }

  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    const auto [n, d] = inputs[0];
    for (const Shape& angles : inputs.subspan(1))
      if (angles != inputs[1] || angles.rows != n || 2 * angles.columns > d)
        throw_shape("rotary", "cosines and sines of " + digits(n) + " rows and at most " + digits(d / 2) + " columns",
                    describe(angles));
    return inputs[0];
  }

  // of the pair p of columns (a, b):  y_a = cos_p x_a - sin_p x_b,  y_b = sin_p x_a + cos_p x_b; the rest is copied
  void forward(Inputs inputs, Matrix& output) const override {
    const auto& [x, cos, sin] = std::tie(*inputs[0], *inputs[1], *inputs[2]);
    output = x;
    for (std::size_t i = 0; i < x.shape(0); ++i)
      for (std::size_t p = 0; p < cos.shape(1); ++p) {
        const auto [a, b] = pair(p, cos.shape(1));
        output(i, a) = cos(i, p) * x(i, a) - sin(i, p) * x(i, b);
        output(i, b) = sin(i, p) * x(i, a) + cos(i, p) * x(i, b);
      }
  }

  // dx_a += cos_p dy_a + sin_p dy_b,  dx_b += cos_p dy_b - sin_p dy_a,
  // dcos_p += x_a dy_a + x_b dy_b,  dsin_p += x_a dy_b - x_b dy_a
  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const override {
    const auto& [x, cos, sin] = std::tie(*inputs[0], *inputs[1], *inputs[2]);
    for (std::size_t i = 0; i < x.shape(0); ++i) {
      for (std::size_t p = 0; p < cos.shape(1); ++p) {
        const auto [a, b] = pair(p, cos.shape(1));
        const float da = gradient(i, a);
        const float db = gradient(i, b);
        if (da == 0.0F && db == 0.0F) continue;
        (*gradients[0])(i, a) += cos(i, p) * da + sin(i, p) * db;
        (*gradients[0])(i, b) += cos(i, p) * db - sin(i, p) * da;
        (*gradients[1])(i, p) += x(i, a) * da + x(i, b) * db;
        (*gradients[2])(i, p) += x(i, a) * db - x(i, b) * da;
      }
      for (std::size_t c = 2 * cos.shape(1); c < x.shape(1); ++c) (*gradients[0])(i, c) += gradient(i, c);
    }
  }

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const auto [unused, row, column] = context.cell;
    const std::size_t pairs = context.inputs[1]->shape(1);
    if (column >= 2 * pairs) {
      const Factor kept = context.factor(0, row, column);
      return {.formula = Formula::copy, .terms = {{{kept}, kept.value}}};
    }
    const std::size_t p = pair_of(column, pairs);
    const auto [a, b] = pair(p, pairs);
    const Factor first = context.factor(0, row, a);
    const Factor second = context.factor(0, row, b);
    const Factor cos = context.factor(1, row, p);
    const Factor sin = context.factor(2, row, p);
    Explanation account{.formula = Formula::sum_of_products};
    if (column == a)
      account.terms = {{{cos, first}, cos.value * first.value},
                       {{sin, second, constant(-1.0)}, -sin.value * second.value}};
    else
      account.terms = {{{sin, first}, sin.value * first.value}, {{cos, second}, cos.value * second.value}};
    return account;
  }

  [[nodiscard]] Block reach(Inputs inputs, const Matrix& /*output*/, InputCell cell) const override {
    const std::size_t pairs = inputs[1]->shape(1);
    if (cell.input == 0 && cell.column >= 2 * pairs) return one_cell(cell.row, cell.column);
    const auto [a, b] = pair(cell.input == 0 ? pair_of(cell.column, pairs) : cell.column, pairs);
    return {cell.row, a, {1, b - a + 1}};
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& context, InputCell cell) const override {
    const auto [unused, row, column] = context.cell;
    const std::size_t pairs = context.inputs[1]->shape(1);
    if (cell.input == 0 && cell.column >= 2 * pairs) return {};
    const std::size_t p = cell.input == 0 ? pair_of(cell.column, pairs) : cell.column;
    const auto [a, b] = pair(p, pairs);
    if (column != a && column != b) return {constant(0.0)};
    if (cell.input == 0) {
      if (cell.column == column) return {context.factor(1, row, p)};
      if (column == a) return {context.factor(2, row, p), constant(-1.0)};
      return {context.factor(2, row, p)};
    }
    if (cell.input == 1) return {context.factor(0, row, column)};
    if (column == a) return {context.factor(0, row, b), constant(-1.0)};
    return {context.factor(0, row, a)};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return interleaved_ ? "rotary_interleaved({0}, {1}, {2})" : "rotary({0}, {1}, {2})";
  }

  [[nodiscard]] std::string_view python_definition() const override {
    return interleaved_ ? R"(def rotary_interleaved(x, cos, sin):
    r = 2 * cos.shape[-1]
    a, b = x[:, 0:r:2], x[:, 1:r:2]
    turned = torch.stack([cos * a - sin * b, sin * a + cos * b], dim=-1)
    return torch.cat([turned.flatten(1), x[:, r:]], dim=-1))"
                        : R"(def rotary(x, cos, sin):
    r = 2 * cos.shape[-1]
    a, b = x[:, :r // 2], x[:, r // 2:r]
    return torch.cat([cos * a - sin * b, sin * a + cos * b, x[:, r:]], dim=-1))";
  }

  [[nodiscard]] std::size_t multiply_adds(Inputs inputs) const override { return 4 * inputs[1]->size(); }

 private:
  [[nodiscard]] std::pair<std::size_t, std::size_t> pair(std::size_t p, std::size_t pairs) const {
    return interleaved_ ? std::pair{2 * p, 2 * p + 1} : std::pair{p, p + pairs};
  }
  [[nodiscard]] std::size_t pair_of(std::size_t column, std::size_t pairs) const {
    return interleaved_ ? column / 2 : column % pairs;
  }

  bool interleaved_;
};

}  // namespace

OperationPointer rotary(bool interleaved) { return std::make_unique<Rotary>(interleaved); }

}  // namespace attention::operations
