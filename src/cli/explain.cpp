#include <iostream>

#include "cli/command.hpp"
#include "cli/compute.hpp"
#include "cli/select.hpp"
#include "cli/tell.hpp"

namespace attention::cli {

namespace {

/// The account of a cell; of one that only repeats another, that of the cell which made the number.
Explanation explain_origin(const Graph& graph, CellReference cell) {
  Explanation account = graph.explain(cell);
  while (account.formula == Formula::copy) account = graph.explain(account.terms.at(0).factors.at(0).cell);
  return account;
}

}  // namespace

void explain_command(const Arguments& arguments) {
  const auto matrix = arguments.find("--matrix");
  if (!matrix)
    throw Refusal(Exit::wrong_command, "explain needs --matrix, --row and --column; see attention explain --help");
  const Computed computed = compute(arguments);
  const Graph& graph = computed.run.graph;
  const auto cell = select_cell(computed, select_matrix(computed.run, *matrix, arguments), arguments);
  if (!cell) throw Refusal(Exit::wrong_command, "explain needs --row and --column; see attention explain --help");
  const Explanation account = explain_origin(graph, *cell);
  tell(std::cout, computed, account, arguments.has("--json"));
}

}  // namespace attention::cli
