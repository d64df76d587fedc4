#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "golden/case.hpp"
#include "graph/graph.hpp"

namespace golden {

/// A case as a graph. A tensor of several matrices is a list of nodes, one a matrix, in the tensor's order.
struct Built {
  attention::Graph graph;
  std::map<std::string, std::vector<attention::Value>> leaves;  ///< parameters and inputs, for their gradients
  std::map<std::string, std::vector<attention::Value>> outputs;
  std::map<std::string, std::vector<double>> numbers;  ///< outputs that are no matrix: indices, log_prob
  std::set<std::string> other_readings;  ///< outputs of the case that follow another reading of its article

  /// The tensor's matrix number `index` as a leaf; a parameter is one leaf, however often it is asked for.
  attention::Value leaf(const Case& of, const std::string& name, std::size_t index = 0);
};

/// Says why a case cannot be run.
struct NotSupported {
  std::string reason;
};

/// Builds the case of any kind, "grad_" in front or not. Throws NotSupported.
Built build(const Case& of);

}  // namespace golden
