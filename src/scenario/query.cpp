#include "scenario/builder.hpp"
#include "scenario/field.hpp"

// One query of many: its row alone is computed, with the very numbers that it has among the others.

namespace attention {

namespace {

std::optional<std::size_t> query_of(const Scenario& scenario) {
  return find_used("query", scenario.mechanism) == nullptr ? std::nullopt : scenario.query;
}

}  // namespace

std::size_t Builder::query_count() const { return query_of(scenario_) ? 1 : scenario_.tokens.size(); }

std::size_t Builder::first_position() const { return scenario_.mask.past + query_of(scenario_).value_or(0); }

Value Builder::only_query(Value rows, Label label) {
  const auto query = query_of(scenario_);
  if (!query) return rows;
  require_below(*query, graph().shape(rows).rows, "query");
  return graph().add(operations::slice_rows(*query, 1), {rows}, std::move(label));
}

MaskOptions Builder::mask_of_queries() const {
  MaskOptions options = scenario_.mask;
  const auto query = query_of(scenario_);
  if (!query) return options;
  options.past = first_position();
  std::erase_if(options.free, [&](const auto& pair) { return pair.first != *query; });
  for (auto& pair : options.free) pair.first = 0;
  return options;
}

}  // namespace attention
