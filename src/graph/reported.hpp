#pragma once

#include <vector>

#include "graph/graph.hpp"

namespace attention {

/// What a reader wants to see of a graph, in the order of computation: states, scores, weights, outputs. Of what goes
/// step by step, all steps at once.
std::vector<Value> reported(const Graph& graph);

/// What came out in the end: the last result, output or, of a pointer network, scores.
Value output_of(const Graph& graph);

}  // namespace attention
