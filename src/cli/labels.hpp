#pragma once

#include <string>
#include <vector>

#include "cli/compute.hpp"

namespace attention::cli {

/// What the rows and the columns of a matrix are called: tokens or words where they stand for them, numbers from 1
/// else.
std::vector<std::string> row_labels(const Computed& computed, const Graph::Node& node);
std::vector<std::string> column_labels(const Computed& computed, const Graph::Node& node);

/// The name within its module: "layers.0.self_attn.weights".
std::string full_name(const Graph::Node& node);

/// "weights, head 2, step 1"
std::string title(const Graph::Node& node);

/// The name by which a matrix is asked for: "weights"; with its number in the graph where several of one head and step
/// share it, "product#57".
std::string own_name(const Graph& graph, Value value);

/// "weights, head 2 [the, dog]"
std::string name_of_cell(const Computed& computed, CellReference cell);

}  // namespace attention::cli
