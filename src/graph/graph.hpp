#pragma once

#include <deque>
#include <string>
#include <vector>

#include "graph/explanation.hpp"
#include "graph/operation.hpp"
#include "names.hpp"
#include "tensor.hpp"

namespace attention {

/// What a node is in the story that its mechanism tells.
struct Label {
  Stage stage = Stage::internal;
  Axis rows = Axis::one;
  Axis columns = Axis::feature;
  std::string name = {};  ///< as in PyTorch for parameters ("in_proj_weight"); else the stage's name
  Role role = Role::none;
};

/// The trace of a computation: named matrix operations in the order in which they ran. Adding a node computes it at
/// once. Everything that shows, explains or differentiates attention reads this and nothing else.
class Graph {
 public:
  /// Common to all heads, or to all steps.
  static constexpr int common = -1;

  struct Node {
    OperationPointer operation;
    std::vector<Value> inputs;
    Label label;
    int head = common;
    int step = common;
    Matrix matrix;
  };

  /// Adds a node and computes it. Throws shape_mismatch if the inputs do not fit.
  Value add(OperationPointer operation, std::vector<Value> inputs, Label label);

  /// Adds a matrix that is given: a parameter, vectors drawn from tokens (OperationName::embed), a state to start from.
  Value given(Matrix matrix, Label label, OperationName name = OperationName::given);

  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] const Node& node(Value value) const;
  [[nodiscard]] const Matrix& matrix(Value value) const { return node(value).matrix; }
  [[nodiscard]] Shape shape(Value value) const { return shape_of(matrix(value)); }

  /// Gradients of sum(seed * output) with respect to every node, in the order of the nodes; nodes that do not lead to
  /// the output get zeros. `seed` has the shape of the output.
  [[nodiscard]] std::vector<Matrix> backward(Value output, const Matrix& seed) const;

  /// Gradients of one number.
  [[nodiscard]] std::vector<Matrix> backward(CellReference cell) const;

  /// Where one number came from. Throws out_of_range if there is no such cell.
  [[nodiscard]] Explanation explain(CellReference cell) const;

  /// Why the cell of a mask, or of masked scores, is hidden; visible for every other node.
  [[nodiscard]] Hidden hidden(CellReference cell) const;

  /// While it lives, new nodes belong to this head (or step).
  class Scope {
   public:
    Scope(Graph& graph, int Graph::* field, int value) : graph_(graph), field_(field), outer_(graph.*field) {
      graph.*field = value;
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() { graph_.*field_ = outer_; }

   private:
    Graph& graph_;
    int Graph::* field_;
    int outer_;
  };
  [[nodiscard]] Scope head(int index) { return {*this, &Graph::head_, index}; }
  [[nodiscard]] Scope step(int index) { return {*this, &Graph::step_, index}; }

 private:
  Value append(OperationPointer operation, std::vector<Value> inputs, Label label, Matrix output);
  void require_cell(CellReference cell) const;

  std::deque<Node> nodes_;  // a deque, so that references to matrices outlive later additions
  int head_ = common;
  int step_ = common;
};

}  // namespace attention
