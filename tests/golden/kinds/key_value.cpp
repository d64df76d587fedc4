#include "attention.hpp"
#include "golden/kinds/families.hpp"

// One head of attention.

namespace golden {

using namespace attention;

namespace {

ScoreFunction score_function(Built& built, const Case& of) {
  const std::string score = of.attributes.at("score");
  if (score == "dot") return DotScore{};
  if (score == "scaled_dot") return ScaledDotScore{};
  if (score == "cosine") return CosineScore{of.attributes.at("beta").get<float>()};
  if (score == "bilinear") return BilinearScore{built.leaf(of, "W")};
  if (score == "additive")
    return AdditiveScore{built.leaf(of, "W_q"), built.leaf(of, "W_k"), built.leaf(of, "v_a"),
                         optional_leaf(built, of, "b")};
  throw NotSupported{"score " + score};
}

Built key_value(const Case& of) {
  Built built;
  const bool tied = of.flag("tied");
  const std::string query = tied ? "x" : "q";
  const Tensor& q = *of.find(query);
  const ScoreFunction function = score_function(built, of);
  for (std::size_t b = 0; b < q.matrices(); ++b) {
    const Value queries = built.leaf(of, query, b);
    const Value keys = built.leaf(of, tied ? "x" : "k", b);
    const Value values = built.leaf(of, tied ? "x" : "v", b);
    AttendOptions options{.bias = optional_leaf(built, of, "bias", b)};
    if (const Tensor* tensor = of.find("mask")) {
      Mask mask = make_mask({q.extent(2), built.graph.shape(keys).rows});
      hide(mask, *tensor, b, true);
      options.mask = add_mask(built.graph, mask);
    }
    const Attention result = attend(built.graph, queries, keys, values, function, options);
    built.outputs["scores"].push_back(result.scores);
    built.outputs["weights"].push_back(result.weights);
    built.outputs["context"].push_back(result.output);
  }
  return built;
}

Built article(const Case& of) {
  Built built;
  for (std::size_t b = 0; b < of.find("Q")->matrices(); ++b) {
    const auto project = [&](const std::string& input, const std::string& name) {
      return built.graph.add(
          operations::linear(),
          {built.leaf(of, input, b), built.leaf(of, name + ".weight"), built.leaf(of, name + ".bias")}, {});
    };
    const Value keys = project("K", "key");
    const Value values = project("V", "value");
    const Attention result = attend(built.graph, project("Q", "query"), keys, values, DotScore{});
    built.outputs["scores"].push_back(result.scores);
    built.outputs["weights"].push_back(result.weights);
    built.outputs["output"].push_back(result.output);
  }
  return built;
}

Built scaled_dot_product(const Case& of) {
  Built built;
  const Tensor& query = *of.find("query");
  for (std::size_t b = 0; b < query.matrices(); ++b) {
    const Value keys = built.leaf(of, "key", b);
    const Shape shape{query.extent(2), built.graph.shape(keys).rows};
    AttendOptions options;
    Mask mask = make_mask(MaskOptions{.causal = of.flag("is_causal")}, shape.rows, shape.columns);
    if (const Tensor* tensor = of.find("attn_mask")) {
      if (tensor->boolean)
        hide(mask, *tensor, b, false);
      else
        options.bias = built.leaf(of, "attn_mask", b);
    }
    options.mask = add_mask(built.graph, mask);
    const Attention result =
        attend(built.graph, built.leaf(of, "query", b), keys, built.leaf(of, "value", b), ScaledDotScore{}, options);
    built.outputs["weights"].push_back(result.weights);
    built.outputs["output"].push_back(result.output);
  }
  return built;
}

}  // namespace

Kinds key_value_kinds() {
  return {
      {"kv_attention", key_value},
      {"adversarial_attention", key_value},
      {"article_attention", article},
      {"sdpa", scaled_dot_product},
  };
}

}  // namespace golden
