#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"

namespace attention {

/// What the steps of a decoder computed, put together: one matrix a stage, one row a step.
class StackedSteps {
 public:
  /// Of the nodes from `first` on: every stage of which each step, from 0 on, has one node of one row, in the order of
  /// the first step. What is internal, or a parameter, is left out.
  StackedSteps(Graph& graph, std::size_t first);

  [[nodiscard]] std::optional<Value> find(Stage stage) const;
  /// Of a stage that every step has; throws missing_field if there is none.
  [[nodiscard]] Value operator[](Stage stage) const;

 private:
  std::vector<std::pair<Stage, Value>> stacked_;
};

}  // namespace attention
