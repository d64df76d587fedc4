#pragma once

#include <optional>

#include "graph/graph.hpp"
#include "graph/operations.hpp"
#include "mechanisms/score.hpp"

namespace attention {

/// How a mask keeps out what it hides. As it should be, unless said otherwise: before the normaliser, with -infinity,
/// and a row that may attend nothing gets zeros. The others are there to be compared.
struct Hiding {
  std::optional<float> fill =
      {};                     ///< what hidden scores become; -infinity unless given: others leave hidden keys a share
  bool after = false;         ///< the mask sets weights to 0 in place of scores to the fill
  bool renormalized = false;  ///< and then every row is divided by what is left of its sum
  EmptyRows empty = EmptyRows::zero;  ///< of softmax, uniform weights and what is renormalised
};

struct AttendOptions {
  float temperature = 1.0F;        ///< above 0; small is sharp, large is even
  std::optional<Value> mask = {};  ///< (n, m), 1 may attend, 0 may not; see add_mask
  std::optional<Value> bias = {};  ///< (n, m), added to the scores before the mask
  Axis rows = Axis::query;
  Axis columns = Axis::key;
  Stage stage = Stage::weights;              ///< what the weights are in the mechanism's story
  std::optional<Value> projected_keys = {};  ///< of an additive score, if they were computed before
  Normalizer normalizer = Normalizer::softmax;
  std::optional<float> soft_cap = {};  ///< c above 0: a score s becomes c tanh(s / c), before bias and mask
  bool subtract_maximum = true;        ///< of softmax
  Hiding hiding = {};
  std::optional<Value> uniforms = {};  ///< (n, 1), what Normalizer::sampled draws with: random numbers from [0, 1)
};

/// The stages of one attention, in the order in which they were computed (but for logits, which came second).
struct Attention {
  Value scores;
  Value weights;
  Value output;
  Value logits = {};  ///< what was normalised: the scores capped, biased and masked, as far as the options say so
};

/// The mask as a node of the graph.
Value add_mask(Graph& graph, Mask mask, Axis rows = Axis::query);

/// What is normalised: scores(n, m) capped, then biased, then masked, hidden -> -infinity or the fill.
Value logits(Graph& graph, Value scores, const AttendOptions& options);

/// Weights(n, m) from scores(n, m), for x = logits(scores) / temperature, row after row:
///
///   softmax    e^x_j / sum of e^x
///   uniform    1 / the number of keys that may be attended; it passes no gradient
///   sparsemax  max(0, x_j - tau), tau such that they sum to 1 (Martins and Astudillo 2016)
///   entmax     max(0, x_j / 2 - tau)^2, likewise: 1.5-entmax (Peters et al. 2019)
///   sigmoid    1 / (1 + e^-x_j): every weight for itself, they need not sum to 1 (Ramapuram et al. 2024)
///   hard       1 at the first of the largest, else 0; it passes no gradient
///   sampled    1 at one place drawn from softmax, else 0 (Xu et al. 2015, section 4.1); it passes no gradient
///
/// A row that may attend nothing gets zeros, unless `hiding` says otherwise. Throws missing_field if sampled comes
/// without uniforms.
Value normalize(Graph& graph, Value scores, const AttendOptions& options);

/// Key-value attention: A = normalize(s(Q, K)), O = A V, for queries(n, d_q), keys(m, d_k), values(m, d_v), output(n,
/// d_v). A hidden key or value is never multiplied: a NaN in it reaches nothing (unless `hiding` leaves it a share).
Attention attend(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
                 const AttendOptions& options = {});

}  // namespace attention
