#pragma once

#include "graph/operations.hpp"
#include "kernels/streaming.hpp"

namespace golden {

/// One head of attention with a mask of any form.
struct StreamedHead {
  attention::Matrix queries;
  attention::Matrix keys;
  attention::Matrix values;
  attention::Mask mask;
  float scale = 1.0F;
  float cap = 0.0F;
};

struct StreamedGradients {
  attention::Matrix queries;
  attention::Matrix keys;
  attention::Matrix values;
};

/// softmax(scores) V by the streaming kernels: all queries in one call if the mask is one of theirs (causal, windows,
/// padding), else each in a call of its own. Throws NotSupported where a query sees keys with gaps between them.
attention::Matrix attend(const StreamedHead& head, attention::kernels::Architecture architecture);

/// The gradients, from that of the output.
StreamedGradients differentiate(const StreamedHead& head, const attention::Matrix& output_gradient,
                                attention::kernels::Architecture architecture);

}  // namespace golden
