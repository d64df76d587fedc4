#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mechanisms/multi_head.hpp"

/// Transformer blocks with the parameters of torch.nn.TransformerEncoderLayer and TransformerDecoderLayer (without
/// dropout): weights are [out, in], E the width. Where the normalisation comes after (post-norm, Vaswani et al. 2017,
/// section 3.1): x = norm(x + f(x)); where it comes first (pre-norm, Xiong et al. 2020): x = x + f(norm(x)).
namespace attention {

struct NormParameters {
  std::optional<Value> weight = {};  ///< (1, E)
  std::optional<Value> bias = {};    ///< (1, E); not without a weight
};

struct FeedForwardParameters {
  Value linear1_weight;                    ///< (F, E)
  std::optional<Value> linear1_bias = {};  ///< (1, F)
  Value linear2_weight = {};               ///< (E, F)
  std::optional<Value> linear2_bias = {};  ///< (1, E)
};

struct EncoderLayerParameters {
  MultiHeadParameters self_attn;
  FeedForwardParameters feed_forward;
  NormParameters norm1;
  NormParameters norm2;
};

struct DecoderLayerParameters {
  MultiHeadParameters self_attn;
  MultiHeadParameters multihead_attn;  ///< of the encoder's output
  FeedForwardParameters feed_forward;
  NormParameters norm1;
  NormParameters norm2;
  NormParameters norm3;
};

struct BlockOptions {
  MultiHeadOptions self_attn;            ///< with the masks of the tokens themselves
  MultiHeadOptions multihead_attn = {};  ///< decoder: with the masks of the encoder's output
  bool norm_first = false;
  Activation activation = Activation::relu;
  float epsilon = 1e-5F;
};

struct EncoderLayer {
  MultiHead self_attn;
  Value result;  ///< (n, E)
};

struct DecoderLayer {
  MultiHead self_attn;
  MultiHead multihead_attn;
  Value result;  ///< (n, E)
};

/// linear2(activation(linear1(x))) for x(n, E). Vaswani et al. 2017, section 3.3; GELU is the exact form.
Value feed_forward(Graph& graph, Value x, const FeedForwardParameters& parameters, Activation activation);

/// Self-attention, then the feed-forward network, on x(n, E). Padding is hidden as keys by a mask; its own rows are
/// computed all the same.
EncoderLayer encoder_layer(Graph& graph, Value x, const EncoderLayerParameters& parameters,
                           const BlockOptions& options);

/// Self-attention on x(n, E), attention of the encoder's output(m, E), then the feed-forward network.
DecoderLayer decoder_layer(Graph& graph, Value x, Value memory, const DecoderLayerParameters& parameters,
                           const BlockOptions& options);

/// Layers one after the other, in the modules "layers.0", "layers.1", ..., and if asked for a last normalisation,
/// "norm".
struct EncoderStack {
  std::vector<EncoderLayer> layers;
  Value result;
};
EncoderStack encoder_stack(Graph& graph, Value x, const std::vector<EncoderLayerParameters>& parameters,
                           const std::optional<NormParameters>& norm, const BlockOptions& options);

struct DecoderStack {
  std::vector<DecoderLayer> layers;
  Value result;
};
DecoderStack decoder_stack(Graph& graph, Value x, Value memory, const std::vector<DecoderLayerParameters>& parameters,
                           const std::optional<NormParameters>& norm, const BlockOptions& options);

}  // namespace attention
