#pragma once

#include "graph/graph.hpp"

/// The layers that attention is compared with.
namespace attention {

struct ConvolutionOptions {
  std::size_t dilation = 1;  ///< s: the distance between two neighbours that a kernel sees
  bool causal = false;       ///< the kernel ends at its own position; else its middle is there
};

/// A convolution over the sequence: y_i = W [x_(i - c s); x_(i - c s + s); ...; x_(i - c s + (k - 1) s)] for x(n, d),
/// W(d_out, k d), c = floor(k / 2), or k - 1 if causal; zeros beyond the ends. Throws shape_mismatch if W's columns are
/// no multiple of d.
Value convolve(Graph& graph, Value x, Value weight, const ConvolutionOptions& options = {});

/// Every number of the output depends on every number of the input: y = W x, for x(n, d) and W(n d, n d), both x and y
/// written row after row. Throws shape_mismatch.
Value fully_connect(Graph& graph, Value x, Value weight);

}  // namespace attention
