#pragma once

#include <span>
#include <string>

#include "graph/graph.hpp"

namespace attention {

/// The whole graph as a script for PyTorch, with the very numbers in it: one line a node, and at the end the numbers of
/// `printed`, each after its variable's name. A node's variable is its name, behind that of its module, with
/// the number of its head and step.
std::string python(const Graph& graph, std::span<const Value> printed);

}  // namespace attention
