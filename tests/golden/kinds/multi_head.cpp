#include "attention.hpp"
#include "golden/kinds/families.hpp"

// nn.MultiheadAttention.

namespace golden {

using namespace attention;

namespace {

/// The same for every query: a row of additions, repeated.
Value repeat(Graph& graph, Value row, std::size_t times) {
  const Value ones = graph.given(make_matrix({times, 1}, 1.0F), {});
  return graph.add(operations::matrix_product(), {ones, row}, {});
}

/// What is added to one head's scores: the float masks, as leaves; zeros for the keys that the options add.
std::optional<Value> head_bias(Built& built, const Case& of, const std::string& attn_mask,
                               const std::string& key_padding_mask, std::size_t batch, std::size_t index, Shape shape) {
  Graph& graph = built.graph;
  std::vector<Value> biases;
  if (const Tensor* attn = of.find(attn_mask); attn != nullptr && !attn->boolean)
    biases.push_back(built.leaf(of, attn_mask, index));
  if (const Tensor* padding = of.find(key_padding_mask); padding != nullptr && !padding->boolean)
    biases.push_back(
        repeat(graph, graph.add(operations::slice_rows(batch, 1), {built.leaf(of, key_padding_mask)}, {}), shape.rows));
  if (biases.empty()) return std::nullopt;
  const Value sum = graph.add(operations::sum(), biases, {});
  const std::size_t more = shape.columns - graph.shape(sum).columns;
  if (more == 0) return sum;
  return graph.add(operations::concatenate_columns(), {sum, graph.given(make_matrix({shape.rows, more}), {})}, {});
}

}  // namespace

void mask_heads(Built& built, const Case& of, const std::string& attn_mask, const std::string& key_padding_mask,
                std::size_t batch, Shape shape, MultiHeadOptions& options) {
  const Tensor* attn = of.find(attn_mask);
  const Tensor* padding = of.find(key_padding_mask);
  const bool per_head = attn != nullptr && attn->matrices() > 1;
  for (std::size_t h = 0; h < (per_head ? options.heads : 1); ++h) {
    const std::size_t index = per_head ? batch * options.heads + h : 0;
    Mask mask = make_mask(shape);
    if (attn != nullptr && attn->boolean) hide(mask, *attn, index, true);
    if (padding != nullptr && padding->boolean) {
      const std::size_t columns = padding->extent(1);
      const auto first =
          padding->numbers.begin() + static_cast<std::ptrdiff_t>(padding->shape.size() > 1 ? batch * columns : 0);
      hide(mask, {{1, columns}, {first, first + static_cast<std::ptrdiff_t>(columns)}, true}, 0, true);
    }
    options.masks.push_back(add_mask(built.graph, mask));
    if (const auto bias = head_bias(built, of, attn_mask, key_padding_mask, batch, index, shape))
      options.biases.push_back(*bias);
  }
}

namespace {

Built multi_head_attention(const Case& of) {
  Built built;
  MultiHeadParameters parameters;
  parameters.in_proj_weight = optional_leaf(built, of, "in_proj_weight");
  parameters.q_proj_weight = optional_leaf(built, of, "q_proj_weight");
  parameters.k_proj_weight = optional_leaf(built, of, "k_proj_weight");
  parameters.v_proj_weight = optional_leaf(built, of, "v_proj_weight");
  parameters.in_proj_bias = optional_leaf(built, of, "in_proj_bias");
  parameters.out_proj_weight = built.leaf(of, "out_proj.weight");
  parameters.out_proj_bias = optional_leaf(built, of, "out_proj.bias");
  parameters.bias_k = optional_leaf(built, of, "bias_k");
  parameters.bias_v = optional_leaf(built, of, "bias_v");
  const bool self = of.find("x") != nullptr;
  const Tensor& query = *of.find(self ? "x" : "query");
  for (std::size_t b = 0; b < query.matrices(); ++b) {
    const Value q = built.leaf(of, self ? "x" : "query", b);
    const Value k = built.leaf(of, self ? "x" : "key", b);
    const Value v = built.leaf(of, self ? "x" : "value", b);
    MultiHeadOptions options{.heads = of.attributes.at("num_heads"), .add_zero_attn = of.flag("add_zero_attn")};
    const std::size_t more = (parameters.bias_k ? 1U : 0U) + (options.add_zero_attn ? 1U : 0U);
    mask_heads(built, of, "attn_mask", "key_padding_mask", b, {query.extent(2), built.graph.shape(k).rows + more},
               options);
    const MultiHead result = multi_head(built.graph, q, k, v, parameters, options);
    for (const Attention& head : result.heads) built.outputs["attn_weights"].push_back(head.weights);
    built.outputs["attn_weights_avg"].push_back(result.mean_weights);
    built.outputs["attn_output"].push_back(result.result);
  }
  return built;
}

}  // namespace

Kinds multi_head_kinds() {
  return {
      {"mha", multi_head_attention},
      {"mha_fully_masked", multi_head_attention},
  };
}

}  // namespace golden
