#include <cmath>
#include <limits>

#include "fuzz/decoder.hpp"
#include "fuzz/require.hpp"

// Any scenario: its numbers are finite, or hidden by a mask, or the maximum of nothing but what is hidden; the account
// of a cell gives its value; a gradient and its account can be had.

namespace {

using namespace attention;

/// Hidden by a mask, the logarithm of such a weight, or the maximum of nothing else.
bool is_hidden(const Graph& graph, CellReference cell) {
  const Graph::Node& node = graph.node(cell.value);
  const OperationName name = node.operation->name();
  if (name == OperationName::log_softmax) return is_hidden(graph, {node.inputs[0], cell.row, cell.column});
  return name == OperationName::row_maximum || graph.hidden(cell) != Hidden::visible;
}

void require_hidden(const Graph& graph, CellReference cell) {
  const Graph::Node& node = graph.node(cell.value);
  if (node.matrix(cell.row, cell.column) != -std::numeric_limits<float>::infinity() || !is_hidden(graph, cell))
    fuzz::fail(std::string(name_of(node.operation->name())) + ", node " + digits(cell.value.node) +
               ": a number is neither finite nor hidden");
}

void require_numbers(const Graph& graph) {
  for (std::size_t node = 0; node < graph.size(); ++node) {
    const Matrix& matrix = graph.matrix({node});
    for (std::size_t i = 0; i < matrix.shape(0); ++i)
      for (std::size_t j = 0; j < matrix.shape(1); ++j)
        if (!std::isfinite(matrix(i, j))) require_hidden(graph, {{node}, i, j});
  }
}

CellReference choose(const Graph& graph, std::size_t nodes, fuzz::Bytes& bytes) {
  const Value value{bytes.below(nodes)};
  const Shape shape = graph.shape(value);
  return {value, bytes.below(shape.rows), bytes.below(shape.columns)};
}

void require_account(const Explanation& account, double value) {
  double size = 1 + std::abs(value);
  for (const Term& term : account.terms)
    if (std::isfinite(term.value)) size += (1 + std::abs(account.scale)) * std::abs(term.value);
  const double again = evaluate(account);
  constexpr double tolerance = 1e-5;
  const bool close = again == value || std::abs(again - value) <= tolerance * size;
  if (account.result != value || !close)
    fuzz::fail(std::string(name_of(account.operation)) + ", node " + digits(account.cell.value.node) +
               ": the account gives " + std::to_string(again) + ", but the value is " + std::to_string(value));
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes bytes({data, size});
  const Run run = fuzz::run(bytes);
  const Graph& graph = run.graph;
  require_numbers(graph);

  const CellReference output = choose(graph, graph.size(), bytes);
  require_account(graph.explain(output), graph.matrix(output.value)(output.row, output.column));

  const std::vector<Matrix> gradients = graph.backward(output);
  const CellReference cell = choose(graph, output.value.node + 1, bytes);
  require_account(graph.explain_gradient(output.value, gradients, cell),
                  gradients[cell.value.node](cell.row, cell.column));
  return 0;
}
