#include "graph/graph.hpp"

#include "graph/operations.hpp"

namespace attention {

namespace {

[[noreturn]] void throw_cell(const std::string& expected, const std::string& got) {
  throw Error(ErrorCode::out_of_range, "there is no such cell: expected " + expected + ", got " + got, {},
              {{"expected", expected}, {"got", got}});
}

bool reads_masks(const Graph::Node& node) {
  return node.label.stage == Stage::mask || node.label.stage == Stage::masked_scores;
}

}  // namespace

Value Graph::add(OperationPointer operation, std::vector<Value> inputs, Label label) {
  std::vector<Shape> shapes;
  std::vector<const Matrix*> matrices;
  for (const Value input : inputs) {
    matrices.push_back(&matrix(input));
    shapes.push_back(shape(input));
  }
  Matrix output = make_matrix(operation->shape(shapes));
  operation->forward(matrices, output);
  return append(std::move(operation), std::move(inputs), std::move(label), std::move(output));
}

Value Graph::given(Matrix matrix, Label label, OperationName name) {
  return append(operations::given(name), {}, std::move(label), std::move(matrix));
}

Value Graph::append(OperationPointer operation, std::vector<Value> inputs, Label label, Matrix output) {
  if (label.name.empty()) label.name = name_of(label.stage);
  nodes_.push_back(
      {std::move(operation), std::move(inputs), std::move(label), head_, step_, scope_, std::move(output)});
  return {nodes_.size() - 1};
}

const Graph::Node& Graph::node(Value value) const {
  if (value.node >= nodes_.size()) throw_cell("a node below " + digits(nodes_.size()), "node " + digits(value.node));
  return nodes_[value.node];
}

void Graph::require_cell(CellReference cell) const {
  const Shape bounds = shape(cell.value);
  if (cell.row >= bounds.rows || cell.column >= bounds.columns)
    throw_cell("a cell of " + describe(bounds), "row " + digits(cell.row) + ", column " + digits(cell.column));
}

std::vector<Matrix> Graph::backward(Value output, const Matrix& seed) const {
  if (shape_of(seed) != shape(output)) throw_shape("backward", describe(shape(output)), describe(shape_of(seed)));
  std::vector<Matrix> gradients;
  gradients.reserve(nodes_.size());
  for (const Node& node : nodes_) gradients.push_back(make_matrix(shape_of(node.matrix)));
  gradients[output.node] = seed;

  for (std::size_t i = output.node + 1; i-- > 0;) {
    const Node& node = nodes_[i];
    std::vector<const Matrix*> inputs;
    std::vector<Matrix*> targets;
    for (const Value input : node.inputs) {
      inputs.push_back(&nodes_[input.node].matrix);
      targets.push_back(&gradients[input.node]);
    }
    node.operation->backward(inputs, node.matrix, gradients[i], targets);
  }

  const std::vector<bool> leading = leading_to(output);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (leading[i] || !stacks(i)) continue;
    std::vector<const Matrix*> parts;
    for (const Value input : nodes_[i].inputs) parts.push_back(&gradients[input.node]);
    nodes_[i].operation->forward(parts, gradients[i]);
  }
  return gradients;
}

/// Which nodes the output was made of, itself among them.
std::vector<bool> Graph::leading_to(Value output) const {
  std::vector<bool> leading(nodes_.size(), false);
  leading[output.node] = true;
  for (std::size_t i = output.node + 1; i-- > 0;)
    for (const Value input : nodes_[i].inputs)
      if (leading[i]) leading[input.node] = true;
  return leading;
}

bool Graph::stacks(std::size_t node) const { return nodes_[node].operation->name() == OperationName::concatenate_rows; }

std::vector<Matrix> Graph::backward(CellReference cell) const {
  require_cell(cell);
  Matrix seed = make_matrix(shape(cell.value));
  seed(cell.row, cell.column) = 1.0F;
  return backward(cell.value, seed);
}

Explanation Graph::explain(CellReference cell) const {
  require_cell(cell);
  const Node& asked = nodes_[cell.value.node];
  const std::vector<const Matrix*> inputs = inputs_of(asked);
  Explanation account = asked.operation->explain({*this, cell, asked.inputs, inputs, asked.matrix});
  account.operation = asked.operation->name();
  account.cell = cell;
  account.result = asked.matrix(cell.row, cell.column);
  return account;
}

std::vector<const Matrix*> Graph::inputs_of(const Node& node) const {
  std::vector<const Matrix*> inputs;
  inputs.reserve(node.inputs.size());
  for (const Value input : node.inputs) inputs.push_back(&nodes_[input.node].matrix);
  return inputs;
}

void Graph::explain_use(std::size_t node, std::size_t input, const Matrix& gradient, CellReference cell,
                        std::vector<Term>& terms) const {
  const Node& user = nodes_[node];
  const std::vector<const Matrix*> inputs = inputs_of(user);
  const InputCell own{input, cell.row, cell.column};
  const Block reach = user.operation->reach(inputs, user.matrix, own);
  for (std::size_t i = reach.row; i < reach.row + reach.size.rows; ++i)
    for (std::size_t j = reach.column; j < reach.column + reach.size.columns; ++j) {
      if (gradient(i, j) == 0.0F) continue;
      const CellReference entered{{node}, i, j};
      Term term{{{gradient(i, j), entered, Source::gradient}}, 1.0};
      for (const Factor& factor : user.operation->partial({*this, entered, user.inputs, inputs, user.matrix}, own))
        term.factors.push_back(factor);
      for (const Factor& factor : term.factors) term.value *= factor.value;
      if (term.value != 0.0) terms.push_back(std::move(term));
    }
}

Explanation Graph::explain_gradient(Value output, const std::vector<Matrix>& gradients, CellReference cell) const {
  require_cell(cell);
  const std::vector<bool> leading = leading_to(output);
  if (!leading[cell.value.node] && stacks(cell.value.node)) {
    Explanation account = explain_gradient(output, gradients, explain(cell).terms.at(0).factors.at(0).cell);
    account.cell = cell;
    return account;
  }
  Explanation account{
      .operation = node(cell.value).operation->name(), .formula = Formula::sum_of_products, .cell = cell};
  account.result = gradients.at(cell.value.node)(cell.row, cell.column);
  if (cell.value == output) {
    account.formula = Formula::given;
    return account;
  }
  for (std::size_t i = cell.value.node + 1; i <= output.node; ++i)
    for (std::size_t input = 0; leading[i] && input < nodes_[i].inputs.size(); ++input)
      if (nodes_[i].inputs[input] == cell.value) explain_use(i, input, gradients.at(i), cell, account.terms);
  return account;
}

Hidden Graph::hidden(CellReference cell) const {
  const Node& asked = node(cell.value);
  if (asked.inputs.empty()) return asked.operation->hidden(cell.row, cell.column);
  if (asked.operation->name() == OperationName::mask) return hidden({asked.inputs[1], cell.row, cell.column});
  return reads_masks(asked) ? explain(cell).terms.at(0).hidden : Hidden::visible;
}

std::vector<Hidden> Graph::hidden(Value value) const {
  const auto [rows, columns] = shape(value);
  std::vector<Hidden> reasons;
  reasons.reserve(rows * columns);
  if (stacks(value.node) && reads_masks(node(value))) {
    // Each cell by itself would look for its row among all those that are stacked.
    for (const Value part : node(value).inputs) {
      const std::vector<Hidden> of_part = hidden(part);
      reasons.insert(reasons.end(), of_part.begin(), of_part.end());
    }
    return reasons;
  }
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) reasons.push_back(hidden({value, i, j}));
  return reasons;
}

Hidden Context::hidden(std::size_t input, std::size_t row, std::size_t column) const {
  return graph.hidden({values[input], row, column});
}

}  // namespace attention
