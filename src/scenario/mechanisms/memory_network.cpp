#include "mechanisms/memory_network.hpp"

#include "scenario/builder.hpp"
#include "text/embed.hpp"

namespace attention {

namespace {

/// A bag of words: the sum of the rows.
Value sum_rows(Graph& graph, Value rows) {
  std::vector<Value> words;
  for (std::size_t i = 0; i < graph.shape(rows).rows; ++i)
    words.push_back(
        graph.add(operations::slice_rows(i, 1), {rows}, {Stage::internal, Axis::one, Axis::feature, "word"}));
  return graph.add(operations::sum(), std::move(words), {Stage::internal, Axis::one, Axis::feature, "question"});
}

}  // namespace

void build_memory(Builder& build) {
  const Scenario& scenario = build.scenario();
  const std::size_t e = scenario.key_width;
  const Value words = build.token_embeddings();
  const Value facts = build.key_embeddings(words);
  const std::size_t fact_width = build.graph().shape(facts).columns;
  const Value question = sum_rows(build.graph(), words);
  MemoryParameters parameters;
  parameters.question_weight = build.weight("B", e, scenario.width, Role::query);
  // Neighbouring hops share an embedding: what makes the values of one makes the keys of the next.
  Value previous = build.weight("C_0", e, fact_width, Role::key);
  for (std::size_t k = 1; k <= scenario.layers; ++k) {
    const Value next = build.weight("C_" + digits(k), e, fact_width, Role::value);
    parameters.hops.push_back({previous, next});
    previous = next;
  }
  if (scenario.targets) {
    parameters.answer_weight = build.weight("W", scenario.targets->size(), e, Role::output);
    build.run().vocabulary = *scenario.targets;
  }
  AttendOptions options = build.attend_options(1, Axis::step);
  options.mask = build.padding_mask(build.graph().shape(facts).rows);
  read_memory(build.graph(), facts, question, parameters, options);
}

}  // namespace attention
