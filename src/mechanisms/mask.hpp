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

/// What may be hidden, and how much. A key is visible only if every part agrees.
struct MaskOptions {
  bool causal = false;                ///< query i sees keys j <= i + past
  std::size_t past = 0;               ///< how many keys precede the first query: query i stands at position i + past
  std::optional<Window> window = {};  ///< query i sees keys i + past - left <= j <= i + past + right
  std::optional<std::size_t> padding = {};  ///< keys j >= padding are hidden: they only fill up the sequence
  std::size_t prefix = 0;                   ///< keys j < prefix are spared by `causal`: a prefix language model
  std::optional<std::size_t> block = {};  ///< query i sees keys of its own block: floor(j / b) = floor((i + past) / b)
  std::vector<std::pair<std::size_t, std::size_t>> free = {};  ///< (query, key) pairs hidden one by one
  // How what is hidden is kept out; make_mask does not read them. See Hiding.
  std::optional<double> fill = {};
  bool after = false;
  bool renormalized = false;
  EmptyRows empty_rows = EmptyRows::zero;
};

/// The mask(n, m) of these options. Where several reasons hide a cell, the first of causal, window, block, padding,
/// free is named. Throws out_of_range if a free pair lies outside, or if a block is empty.
Mask make_mask(const MaskOptions& options, std::size_t queries, std::size_t keys);

/// Whether any option is in force, even if it happens to hide nothing.
bool hides(const MaskOptions& options);

}  // namespace attention
