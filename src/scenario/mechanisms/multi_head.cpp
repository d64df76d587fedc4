#include "mechanisms/multi_head.hpp"

#include "scenario/builder.hpp"

namespace attention {

void build_multi_head(Builder& build) {
  const auto [x, memory] = build.queries_and_keys(true);
  const Shape source = build.graph().shape(memory);
  const MultiHeadParameters parameters = build.multi_head_parameters("", source.columns);
  multi_head(build.graph(), x, memory, memory, parameters, build.multi_head_options(build.query_count(), source.rows));
}

}  // namespace attention
