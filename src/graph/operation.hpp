#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "graph/explanation.hpp"
#include "names.hpp"
#include "tensor.hpp"

namespace attention {

using Inputs = std::span<const Matrix* const>;
using Gradients = std::span<Matrix* const>;

class Graph;

/// What an operation is told when it has to account for one of its numbers.
struct Context {
  const Graph& graph;
  CellReference cell;             ///< the number asked for
  std::span<const Value> values;  ///< the handles of the inputs
  Inputs inputs;                  ///< and their numbers
  const Matrix& output;

  /// Whether a mask hides the cell of an input, and why.
  [[nodiscard]] Hidden hidden(std::size_t input, std::size_t row, std::size_t column) const;

  /// The same of what the mask made -infinity: what is hidden by another number has its share.
  [[nodiscard]] Hidden left_out(std::size_t input, std::size_t row, std::size_t column) const {
    const bool vanishes = (*inputs[input])(row, column) == -std::numeric_limits<float>::infinity();
    return vanishes ? hidden(input, row, column) : Hidden::visible;
  }

  [[nodiscard]] Factor factor(std::size_t input, std::size_t row, std::size_t column) const {
    return {(*inputs[input])(row, column), {values[input], row, column}};
  }
};

/// One cell of one of an operation's inputs.
struct InputCell {
  std::size_t input = 0;
  std::size_t row = 0;
  std::size_t column = 0;
};

/// A block of cells of an output.
struct Block {
  std::size_t row = 0;
  std::size_t column = 0;
  Shape size = {};
};

inline Block whole(const Matrix& matrix) { return {0, 0, shape_of(matrix)}; }
inline Block whole_row(const Matrix& matrix, std::size_t row) { return {row, 0, {1, matrix.shape(1)}}; }
inline Block whole_column(const Matrix& matrix, std::size_t column) { return {0, column, {matrix.shape(0), 1}}; }
inline Block one_cell(std::size_t row, std::size_t column) { return {row, column, {1, 1}}; }

/// One kind of node. The verbs of an operation stand side by side in one file, the backward quoting the forward:
/// forward, backward, explain (of its numbers, and by `reach` and `partial` of its gradients), python.
class Operation {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  virtual ~Operation() = default;

  [[nodiscard]] virtual OperationName name() const noexcept = 0;

  /// The shape of the output; throws shape_mismatch if the inputs do not fit one another.
  [[nodiscard]] virtual Shape shape(std::span<const Shape> inputs) const = 0;

  /// Fills `output`, which has the right shape and holds zeros.
  virtual void forward(Inputs inputs, Matrix& output) const = 0;

  /// Adds to `gradients` (one per input) what `gradient`, the one with respect to the output, implies. A gradient of
  /// exactly 0 contributes nothing whatever it meets, so that a NaN behind a mask reaches nothing.
  virtual void backward(Inputs inputs, const Matrix& output, const Matrix& gradient, Gradients gradients) const = 0;

  /// The terms and constants of one number. The graph fills in the operation, the cell and the result.
  [[nodiscard]] virtual Explanation explain(const Context& context) const = 0;

  /// The cells of the output that a cell of an input enters.
  [[nodiscard]] virtual Block reach(Inputs inputs, const Matrix& output, InputCell cell) const = 0;

  /// The derivative of one number of the output (context.cell, within reach) by the cell of an input, as the product of
  /// the factors; the product of nothing is 1. Gradients are explained by it.
  [[nodiscard]] virtual std::vector<Factor> partial(const Context& context, InputCell cell) const = 0;

  /// The expression of PyTorch that computes the same, with {0}, {1}, ... for the inputs. It may call a function that
  /// python_definition defines, and torch.
  [[nodiscard]] virtual std::string python(Inputs inputs) const = 0;
  [[nodiscard]] virtual std::string_view python_definition() const { return {}; }

  /// How many products the forward computes; what is not a sum of products counts nothing.
  [[nodiscard]] virtual std::size_t multiply_adds(Inputs /*inputs*/) const { return 0; }

  /// Why a mask hides one of its cells. What is not a mask hides nothing.
  [[nodiscard]] virtual Hidden hidden(std::size_t /*row*/, std::size_t /*column*/) const { return Hidden::visible; }
};

using OperationPointer = std::unique_ptr<const Operation>;

}  // namespace attention
