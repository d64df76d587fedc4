#include <algorithm>

#include "graph/operations.hpp"

// Slices and concatenations: pieces of the inputs that stand elsewhere in the output. An operation here says only which
// piece goes where; the verbs follow from that.

namespace attention::operations {

namespace {

/// `size` numbers of one input, from (input_row, input_column) on, that go to (output_row, output_column).
struct Piece {
  std::size_t input = 0;
  Shape size = {};
  std::size_t input_row = 0;
  std::size_t input_column = 0;
  std::size_t output_row = 0;
  std::size_t output_column = 0;

  [[nodiscard]] bool holds(std::size_t row, std::size_t column) const {
    return row >= output_row && row < output_row + size.rows && column >= output_column &&
           column < output_column + size.columns;
  }
};

class Copy : public Operation {
 public:
  void forward(Inputs inputs, Matrix& output) const final {
    for (const Piece& piece : pieces(inputs))
      for (std::size_t i = 0; i < piece.size.rows; ++i) {
        const auto from =
            row_of(*inputs[piece.input], piece.input_row + i).subspan(piece.input_column, piece.size.columns);
        std::ranges::copy(from, row_of(output, piece.output_row + i).begin() + offset(piece.output_column));
      }
  }

  void backward(Inputs inputs, const Matrix& /*output*/, const Matrix& gradient, Gradients gradients) const final {
    for (const Piece& piece : pieces(inputs))
      for (std::size_t i = 0; i < piece.size.rows; ++i)
        for (std::size_t j = 0; j < piece.size.columns; ++j)
          (*gradients[piece.input])(piece.input_row + i, piece.input_column + j) +=
              gradient(piece.output_row + i, piece.output_column + j);
  }

  [[nodiscard]] Explanation explain(const Context& context) const final {
    const auto [value, row, column] = context.cell;
    Explanation account{.formula = Formula::copy};
    for (const Piece& piece : pieces(context.inputs)) {
      if (!piece.holds(row, column)) continue;
      const std::size_t input_row = piece.input_row + row - piece.output_row;
      const std::size_t input_column = piece.input_column + column - piece.output_column;
      const Factor original = context.factor(piece.input, input_row, input_column);
      account.terms = {{{original}, original.value, context.hidden(piece.input, input_row, input_column)}};
    }
    return account;
  }

  [[nodiscard]] Block reach(Inputs inputs, const Matrix& /*output*/, InputCell cell) const final {
    for (const Piece& piece : pieces(inputs)) {
      const bool holds = piece.input == cell.input && cell.row >= piece.input_row &&
                         cell.column >= piece.input_column && cell.row < piece.input_row + piece.size.rows &&
                         cell.column < piece.input_column + piece.size.columns;
      if (holds)
        return one_cell(piece.output_row + cell.row - piece.input_row,
                        piece.output_column + cell.column - piece.input_column);
    }
    return {};
  }

  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const final { return {}; }

 protected:
  static std::string range(std::size_t first, std::size_t count) { return digits(first) + ":" + digits(first + count); }
  static std::string all(Inputs inputs) {
    std::string names;
    for (std::size_t i = 0; i < inputs.size(); ++i) names += (i == 0 ? "{" : ", {") + digits(i) + "}";
    return names;
  }

 private:
  static std::ptrdiff_t offset(std::size_t column) { return static_cast<std::ptrdiff_t>(column); }
  [[nodiscard]] virtual std::vector<Piece> pieces(Inputs inputs) const = 0;
};

class SliceColumns final : public Copy {
 public:
  SliceColumns(std::size_t first, std::size_t count) : first_(first), count_(count) {}
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::slice_columns; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (first_ + count_ > inputs[0].columns)
      throw_shape("slice", "at least " + digits(first_ + count_) + " columns", describe(inputs[0]));
    return {inputs[0].rows, count_};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0}[:, " + range(first_, count_) + "]"; }

 private:
  [[nodiscard]] std::vector<Piece> pieces(Inputs inputs) const override {
    return {{.size = {inputs[0]->shape(0), count_}, .input_column = first_}};
  }
  std::size_t first_;
  std::size_t count_;
};

class SliceRows final : public Copy {
 public:
  SliceRows(std::size_t first, std::size_t count) : first_(first), count_(count) {}
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::slice_rows; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    if (first_ + count_ > inputs[0].rows)
      throw_shape("slice", "at least " + digits(first_ + count_) + " rows", describe(inputs[0]));
    return {count_, inputs[0].columns};
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "{0}[" + range(first_, count_) + "]"; }

 private:
  [[nodiscard]] std::vector<Piece> pieces(Inputs inputs) const override {
    return {{.size = {count_, inputs[0]->shape(1)}, .input_row = first_}};
  }
  std::size_t first_;
  std::size_t count_;
};

class ConcatenateColumns final : public Copy {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::concatenate_columns; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    Shape whole{inputs[0].rows, 0};
    for (const Shape& part : inputs) {
      if (part.rows != whole.rows)
        throw_shape("concatenate", "parts of " + digits(whole.rows) + " rows", describe(part));
      whole.columns += part.columns;
    }
    return whole;
  }

  [[nodiscard]] std::string python(Inputs inputs) const override { return "torch.cat([" + all(inputs) + "], dim=1)"; }

 private:
  [[nodiscard]] std::vector<Piece> pieces(Inputs inputs) const override {
    std::vector<Piece> parts;
    std::size_t column = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      parts.push_back({.input = i, .size = shape_of(*inputs[i]), .output_column = column});
      column += inputs[i]->shape(1);
    }
    return parts;
  }
};

class ConcatenateRows final : public Copy {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::concatenate_rows; }
  [[nodiscard]] Shape shape(std::span<const Shape> inputs) const override {
    Shape whole{0, inputs[0].columns};
    for (const Shape& part : inputs) {
      if (part.columns != whole.columns)
        throw_shape("concatenate", "parts of " + digits(whole.columns) + " columns", describe(part));
      whole.rows += part.rows;
    }
    return whole;
  }

  [[nodiscard]] std::string python(Inputs inputs) const override { return "torch.cat([" + all(inputs) + "])"; }

 private:
  [[nodiscard]] std::vector<Piece> pieces(Inputs inputs) const override {
    std::vector<Piece> parts;
    std::size_t row = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      parts.push_back({.input = i, .size = shape_of(*inputs[i]), .output_row = row});
      row += inputs[i]->shape(0);
    }
    return parts;
  }
};

}  // namespace

OperationPointer slice_columns(std::size_t first, std::size_t count) {
  return std::make_unique<SliceColumns>(first, count);
}
OperationPointer slice_rows(std::size_t first, std::size_t count) { return std::make_unique<SliceRows>(first, count); }
OperationPointer concatenate_columns() { return std::make_unique<ConcatenateColumns>(); }
OperationPointer concatenate_rows() { return std::make_unique<ConcatenateRows>(); }

}  // namespace attention::operations
