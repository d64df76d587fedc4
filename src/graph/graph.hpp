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
    std::string scope;  ///< the module, as in PyTorch: "layers.0.self_attn"; empty at the top
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
  /// the output get zeros, but where they are others beneath one another, as the steps of a decoder are for readers:
  /// then those of these others. `seed` has the shape of the output.
  [[nodiscard]] std::vector<Matrix> backward(Value output, const Matrix& seed) const;

  /// Gradients of one number.
  [[nodiscard]] std::vector<Matrix> backward(CellReference cell) const;

  /// Where one number came from. Throws out_of_range if there is no such cell.
  [[nodiscard]] Explanation explain(CellReference cell) const;

  /// Where one number of a gradient came from. `gradients` are those of `backward`, from `output` on. Every term is
  /// the gradient of a number that the cell enters (a factor with Source::gradient), times the derivative of that
  /// number by the cell; what contributes nothing is left out. The seed itself is given. Throws out_of_range if there
  /// is no such cell.
  [[nodiscard]] Explanation explain_gradient(Value output, const std::vector<Matrix>& gradients,
                                             CellReference cell) const;

  /// Why the cell of a mask, or of masked scores, is hidden; visible for every other node.
  [[nodiscard]] Hidden hidden(CellReference cell) const;

  /// The same of all cells of a matrix, row by row.
  [[nodiscard]] std::vector<Hidden> hidden(Value value) const;

  /// While it lives, new nodes belong to this head, step or module.
  template <class T>
  class Scope {
   public:
    Scope(Graph& graph, T Graph::* field, T value) : graph_(graph), field_(field), outer_(std::move(graph.*field)) {
      graph.*field = std::move(value);
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() { graph_.*field_ = std::move(outer_); }

   private:
    Graph& graph_;
    T Graph::* field_;
    T outer_;
  };
  [[nodiscard]] Scope<int> head(int index) { return {*this, &Graph::head_, index}; }
  [[nodiscard]] Scope<int> step(int index) { return {*this, &Graph::step_, index}; }
  /// Modules nest: within "layers.0", "self_attn" is "layers.0.self_attn".
  [[nodiscard]] Scope<std::string> scope(const std::string& name) {
    return {*this, &Graph::scope_, scope_.empty() ? name : scope_ + "." + name};
  }

 private:
  Value append(OperationPointer operation, std::vector<Value> inputs, Label label, Matrix output);
  void require_cell(CellReference cell) const;
  [[nodiscard]] std::vector<const Matrix*> inputs_of(const Node& node) const;
  [[nodiscard]] std::vector<bool> leading_to(Value output) const;
  [[nodiscard]] bool stacks(std::size_t node) const;
  void explain_use(std::size_t node, std::size_t input, const Matrix& gradient, CellReference cell,
                   std::vector<Term>& terms) const;

  std::deque<Node> nodes_;  // a deque, so that references to matrices outlive later additions
  int head_ = common;
  int step_ = common;
  std::string scope_;
};

}  // namespace attention
