#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>

#include "graph/graph.hpp"

namespace attention {

/// The whole graph as a script for PyTorch, with the very numbers in it: one line a node, and at the end the numbers of
/// `printed`, each after its variable's name. A node's variable is its name, behind that of its module, with
/// the number of its head and step. A script that has more than `most` characters ends after the line that it is in.
std::string python(const Graph& graph, std::span<const Value> printed,
                   std::size_t most = std::numeric_limits<std::size_t>::max());

}  // namespace attention
