#pragma once

#include <cstddef>

#include "graph/graph.hpp"
#include "names.hpp"

namespace attention {

/// The size of a layer that maps a sequence(n, d) to a sequence(n, d).
struct CostOptions {
  std::size_t length = 8;                   ///< n
  std::size_t width = 16;                   ///< d
  std::size_t heads = 4;                    ///< h, of self-attention
  std::size_t kernel = 3;                   ///< k, of convolutions
  std::size_t window = 3;                   ///< r: how many keys a query of restricted self-attention sees
  RecurrentCell cell = RecurrentCell::gru;  ///< of the recurrent layer
};

/// What a layer costs, without biases. (As double: exact below 2^53, and no overflow above.)
struct Cost {
  double parameters = 0;        ///< numbers to learn
  double multiply_adds = 0;     ///< products that are summed, as Operation::multiply_adds counts them
  double sequential_steps = 0;  ///< steps along the sequence, each of which needs the one before
  double longest_path = 0;      ///< layers or steps between the two positions that are furthest apart
  double memory = 0;            ///< numbers in between that the backward pass needs, copies not counted
};

/// The cost of each kind of layer, the exact form of Vaswani et al. 2017, Table 1:
///
///                       multiply-adds          parameters  steps  longest path
///   self-attention      4 n d^2 + 2 n^2 d      4 d^2       1      1
///   ... restricted      4 n d^2 + 2 p d        4 d^2       1      (n - 1) / w
///   ... causal          4 n d^2 + n (n + 1) d  4 d^2       1      1
///   recurrent (GRU)     n (6 d^2 + 3 d)        6 d^2       n      n
///   convolutional       n k d^2                k d^2       1      (n - 1) / w
///   ... dilated         n k d^2                k d^2       1      log_k n
///   fully connected     n^2 d^2                n^2 d^2     1      1
///
/// with w = floor((k - 1) / 2) or floor((r - 1) / 2), how far one layer sees to both sides, and p <= n r the pairs that
/// see each other; fractions and logarithms are rounded up, since whole layers are stacked. Dilated convolutions look
/// back only, each layer k times as far as the one before (Kalchbrenner et al. 2016). The Table leaves out the
/// projections, which is 4 n d^2. Throws out_of_range if n, d or w is 0, or k below 2, and not_divisible if h does not
/// divide d.
Cost cost(Layer layer, const CostOptions& options);

/// What a graph that ran did cost.
struct Counted {
  std::size_t parameters = 0;     ///< numbers of its matrices of parameters
  std::size_t multiply_adds = 0;  ///< as Operation::multiply_adds counts them
  std::size_t operations = 0;     ///< nodes that were computed
  std::size_t numbers = 0;        ///< numbers of all its nodes
};
Counted count(const Graph& graph);

}  // namespace attention
