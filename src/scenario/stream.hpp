#pragma once

#include <optional>

#include "scenario/scenario.hpp"

namespace attention {

/// The outputs(n, d_v) of all queries, heads side by side, by streaming attention: of more tokens than a whole relation
/// may be of, in memory that grows with them and not with their square. The rows of weights are never held; `query` of
/// a scenario asks for one. Nothing for what streaming attention does not know: another score than a (scaled) product,
/// another normaliser than softmax, prefixes, blocks or pairs in the mask, what is hidden in another way, relative
/// positions, ALiBi unless causal.
std::optional<Matrix> stream_output(const Scenario& scenario);

}  // namespace attention
