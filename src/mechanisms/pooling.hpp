#pragma once

#include <optional>
#include <vector>

#include "mechanisms/attend.hpp"
#include "mechanisms/recurrent.hpp"

namespace attention {

/// W(a, d) and b(1, a), which make keys of states, and the learned query u(1, a) that all of them are compared with.
struct PoolingParameters {
  Value weight;
  Value bias;
  Value query;
};

struct PoolingOptions {
  std::optional<std::size_t> length = {};  ///< states from this one on are padding
  float temperature = 1.0F;
  Normalizer normalizer = Normalizer::softmax;  ///< or uniform: mean pooling
  Axis rows = Axis::one;                        ///< what is pooled into one row
  Axis columns = Axis::key;                     ///< what the states stand for
};

/// All states of one sequence, summed up in one vector.
struct Pooling {
  Value keys;     ///< (T, a): u_t
  Value scores;   ///< (1, T)
  Value weights;  ///< (1, T): alpha
  Value output;   ///< (1, d): s
};

/// Attention pooling: u_t = tanh(W h_t + b), alpha = softmax(u_t . u), s = sum_t alpha_t h_t, for states h(T, d).
/// Nobody asks: the query is a parameter. Yang et al. 2016, equations 5 to 7.
Pooling pool(Graph& graph, Value states, const PoolingParameters& parameters, const PoolingOptions& options = {});

/// The cells that read a sequence from both ends.
struct BidirectionalCells {
  CellParameters forward;
  CellParameters backward;
};

struct HierarchyParameters {
  PoolingParameters words;
  PoolingParameters sentences;
  std::optional<BidirectionalCells> word_cells = {};      ///< words are pooled as they are without
  std::optional<BidirectionalCells> sentence_cells = {};  ///< likewise
};

/// A document of S sentences, all padded to T words.
struct Hierarchy {
  std::vector<Pooling> words;  ///< sentence by sentence
  Value word_weights;          ///< (S, T)
  Value sentences;             ///< (S, d): what the words of each sentence are together
  Pooling document;            ///< weights (1, S), output (1, d)
};

/// Hierarchical attention: the words of each sentence are pooled, then the sentences. Where there are cells, they read
/// the words, and then the sentences, from both ends before they are pooled, starting from zeros and leaving the
/// padding out. `lengths` says how many words of each sentence are no padding; empty: all are. Yang et al. 2016,
/// section 2.2. Throws shape_mismatch.
Hierarchy pool_document(Graph& graph, const std::vector<Value>& sentences, const HierarchyParameters& parameters,
                        const std::vector<std::size_t>& lengths = {}, float temperature = 1.0F,
                        Normalizer normalizer = Normalizer::softmax);

}  // namespace attention
