#pragma once

#include <optional>
#include <variant>

#include "graph/graph.hpp"

namespace attention {

/// v . tanh(W_q q + W_k k + b), for W_q(h, d_q), W_k(h, d_k), v(1, h), b(1, h). Bahdanau et al. 2015, App. A.1.2.
struct AdditiveScore {
  Value query_weight;
  Value key_weight;
  Value v;
  std::optional<Value> bias = {};
};

/// q . k
struct DotScore {};

/// scale q . k; the default scale is 1 / sqrt(d_k). Vaswani et al. 2017, section 3.2.1.
struct ScaledDotScore {
  std::optional<float> scale = {};
};

/// q^T W k for W(d_q, d_k). Luong et al. 2015, section 3.1 ("general").
struct BilinearScore {
  Value weight;
};

/// beta q . k / (|q| |k|), norms not below 1e-8. Graves et al. 2014, section 3.3.1.
struct CosineScore {
  float beta = 1.0F;
};

/// v . tanh(W [q; k]) for W(h, d_q + d_k), v(1, h). Luong et al. 2015, section 3.1 ("concat"): the additive score with
/// its two weights side by side.
struct ConcatScore {
  Value weight;
  Value v;
};

using ScoreFunction = std::variant<AdditiveScore, DotScore, ScaledDotScore, BilinearScore, CosineScore, ConcatScore>;

/// The scores(n, m) of queries(n, d_q) and keys(m, d_k). `rows` says what a query is: a token, or a decoding step.
/// `projected_keys` is W_k K, if an additive score's caller asks often and has computed it before. Throws
/// shape_mismatch where the widths do not fit; dot, scaled dot and cosine need d_q = d_k.
Value score(Graph& graph, Value queries, Value keys, const ScoreFunction& function, Axis rows = Axis::query,
            std::optional<Value> projected_keys = {});

/// The additive score that a concat score is, for queries of this width: W cut into W_q and W_k, for callers that ask
/// often.
AdditiveScore concat_score(Graph& graph, const ConcatScore& concat, std::size_t query_width);

/// The two halves of the additive score, for callers that keep the keys' half: W_q Q(n, h) and W_k K(m, h).
Value project_queries(Graph& graph, Value queries, Value weight, Axis rows);
Value project_keys(Graph& graph, Value keys, Value weight);

}  // namespace attention
