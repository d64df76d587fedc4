#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "graph/graph.hpp"
#include "graph/operations.hpp"

namespace attention {

/// Keys at most `left` before and `right` after the query's own position.
struct Window {
  std::size_t left = 0;
  std::size_t right = 0;
};

/// What may be hidden, and how much. A key is visible only if every part of it agrees.
struct MaskOptions {
  bool causal = false;                ///< query i sees keys j <= i + past
  std::size_t past = 0;               ///< how many keys precede the first query: query i stands at position i + past
  std::optional<Window> window = {};  ///< query i sees keys i + past - left <= j <= i + past + right
  std::optional<std::size_t> padding = {};  ///< keys j >= padding are hidden: they only fill up the sequence
  std::vector<std::pair<std::size_t, std::size_t>> free = {};  ///< (query, key) pairs hidden one by one
};

/// The mask(n, m) of these options. Where several reasons hide a cell, the first of causal, window, padding, free is
/// named. Throws out_of_range if a free pair lies outside.
Mask make_mask(const MaskOptions& options, std::size_t queries, std::size_t keys);

/// Whether any option is in force, even if it happens to hide nothing.
bool hides(const MaskOptions& options);

}  // namespace attention
