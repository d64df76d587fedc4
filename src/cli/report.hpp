#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "cli/compute.hpp"

namespace attention::cli {

/// One of the matrices that a report shows.
struct Shown {
  std::string name;
  const Graph::Node* node = nullptr;
  const Matrix* matrix = nullptr;  ///< the node's own, or its gradient
};

/// What a node holds, under its name.
Shown show(const Graph::Node& node);

/// The matrices as aligned tables, each after its name, head and shape; with a bar if it takes long.
void print_tables(std::ostream& out, const Computed& computed, std::span<const Shown> matrices);

/// The same as a JSON array, one row of numbers a line; what is not finite, as hidden scores, is null.
void print_json(std::ostream& out, const Computed& computed, std::span<const Shown> matrices);

}  // namespace attention::cli
