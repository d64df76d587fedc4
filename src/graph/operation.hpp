#pragma once

#include <memory>
#include <span>
#include <string>
#include <tuple>

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

  [[nodiscard]] Factor factor(std::size_t input, std::size_t row, std::size_t column) const {
    return {(*inputs[input])(row, column), {values[input], row, column}};
  }
};

/// One kind of node. The verbs of an operation stand side by side in one file, the backward quoting the forward. (The
/// next verb, `python`, will print the line of PyTorch that computes the same.)
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
};

using OperationPointer = std::unique_ptr<const Operation>;

}  // namespace attention
