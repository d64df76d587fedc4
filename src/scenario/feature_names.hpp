#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace attention {

/// What the scenario calls the columns of a matrix: those of embeddings, of queries and keys, and of values, and the
/// same again wherever such a matrix is only copied, stacked or summed up, or multiplied by a weight matrix, whose
/// columns stand for its own. There may be fewer names than columns; none where the columns have no names.
std::vector<std::string> feature_names(const Scenario& scenario, const Graph& graph, const Graph::Node& node);

}  // namespace attention
