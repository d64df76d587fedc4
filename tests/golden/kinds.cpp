#include "golden/kinds.hpp"

#include "attention.hpp"

namespace golden {

using namespace attention;

Value Built::leaf(const Case& of, const std::string& name, std::size_t index) {
  const Tensor* tensor = of.find(name);
  if (tensor == nullptr) throw NotSupported{"no tensor " + name};
  std::vector<Value>& known = leaves[name];
  index %= tensor->matrices();
  while (known.size() <= index) known.push_back(graph.given(tensor->matrix(known.size()), {Stage::parameter}));
  return known[index];
}

namespace {

/// The mask of a batch's matrix: hidden where the tensor says so. `hides` is what it says there: true for
/// nn.MultiheadAttention's masks, false where True means attend.
void hide(Mask& mask, const Tensor& tensor, std::size_t index, bool hides) {
  const Matrix given = tensor.matrix(index);
  for (std::size_t i = 0; i < mask.shape(0); ++i)
    for (std::size_t j = 0; j < mask.shape(1); ++j)
      if ((given(given.shape(0) == 1 ? 0 : i, j) != 0.0F) == hides) mask(i, j) = Hidden::free;
}

std::optional<Value> optional_leaf(Built& built, const Case& of, const std::string& name, std::size_t index = 0) {
  if (of.find(name) == nullptr) return std::nullopt;
  return built.leaf(of, name, index);
}

Built softmax_rows(const Case& of) {
  if (of.find("cot.log_softmax") != nullptr || of.find("cot.logsumexp") != nullptr) throw NotSupported{"log-softmax"};
  Built built;
  for (std::size_t b = 0; b < of.find("x")->matrices(); ++b)
    built.outputs["softmax"].push_back(
        built.graph.add(operations::softmax(1.0F), {built.leaf(of, "x", b)}, {Stage::weights}));
  return built;
}

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

/// The masks and biases of one batch entry's heads, from the forms that nn.MultiheadAttention takes.
void mask_heads(Built& built, const Case& of, std::size_t batch, Shape shape, MultiHeadOptions& options) {
  const Tensor* attn = of.find("attn_mask");
  const Tensor* padding = of.find("key_padding_mask");
  if (attn == nullptr && padding == nullptr) return;
  const bool per_head = attn != nullptr && attn->matrices() > 1;
  for (std::size_t h = 0; h < (per_head ? options.heads : 1); ++h) {
    Mask mask = make_mask(shape);
    Matrix bias = make_matrix(shape);
    const auto apply = [&](const Tensor& tensor, std::size_t index) {
      if (tensor.boolean) {
        hide(mask, tensor, index, true);
        return;
      }
      const Matrix given = tensor.matrix(index);
      for (std::size_t i = 0; i < shape.rows; ++i)
        for (std::size_t j = 0; j < shape.columns; ++j) bias(i, j) += given(given.shape(0) == 1 ? 0 : i, j);
    };
    if (attn != nullptr) apply(*attn, per_head ? batch * options.heads + h : 0);
    if (padding != nullptr) {
      const std::size_t columns = padding->extent(1);
      const auto first =
          padding->numbers.begin() + static_cast<std::ptrdiff_t>(padding->shape.size() > 1 ? batch * columns : 0);
      apply({{1, columns}, {first, first + static_cast<std::ptrdiff_t>(columns)}, padding->boolean}, 0);
    }
    options.masks.push_back(add_mask(built.graph, mask));
    options.biases.push_back(built.graph.given(bias, {Stage::parameter}));
  }
}

Built multi_head_attention(const Case& of) {
  if (of.flag("add_bias_kv") || of.flag("add_zero_attn")) throw NotSupported{"add_bias_kv and add_zero_attn"};
  Built built;
  MultiHeadParameters parameters;
  parameters.in_proj_weight = optional_leaf(built, of, "in_proj_weight");
  parameters.q_proj_weight = optional_leaf(built, of, "q_proj_weight");
  parameters.k_proj_weight = optional_leaf(built, of, "k_proj_weight");
  parameters.v_proj_weight = optional_leaf(built, of, "v_proj_weight");
  parameters.in_proj_bias = optional_leaf(built, of, "in_proj_bias");
  parameters.out_proj_weight = built.leaf(of, "out_proj.weight");
  parameters.out_proj_bias = optional_leaf(built, of, "out_proj.bias");
  const bool self = of.find("x") != nullptr;
  const Tensor& query = *of.find(self ? "x" : "query");
  for (std::size_t b = 0; b < query.matrices(); ++b) {
    const Value q = built.leaf(of, self ? "x" : "query", b);
    const Value k = built.leaf(of, self ? "x" : "key", b);
    const Value v = built.leaf(of, self ? "x" : "value", b);
    MultiHeadOptions options{.heads = of.attributes.at("num_heads")};
    mask_heads(built, of, b, {query.extent(2), built.graph.shape(k).rows}, options);
    const MultiHead result = multi_head(built.graph, q, k, v, parameters, options);
    for (const Attention& head : result.heads) built.outputs["attn_weights"].push_back(head.weights);
    built.outputs["attn_weights_avg"].push_back(result.mean_weights);
    built.outputs["attn_output"].push_back(result.result);
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

CellParameters cell_parameters(Built& built, const Case& of, const std::string& prefix) {
  const RecurrentCell kind = of.attributes.at("cell") == "lstm" ? RecurrentCell::lstm : RecurrentCell::gru;
  return {kind, built.leaf(of, prefix + "weight_ih"), built.leaf(of, prefix + "weight_hh"),
          optional_leaf(built, of, prefix + "bias_ih"), optional_leaf(built, of, prefix + "bias_hh")};
}

Built recurrent_cell(const Case& of) {
  Built built;
  const RecurrentState state{built.leaf(of, "h0"), optional_leaf(built, of, "c0")};
  const RecurrentState next = advance(built.graph, cell_parameters(built, of, ""), built.leaf(of, "x"), state, {});
  built.outputs["h"] = {next.hidden};
  if (next.memory) built.outputs["c"] = {*next.memory};
  return built;
}

Built pointer_step(const Case& of) {
  Built built;
  const AdditiveScore score{built.leaf(of, "W2"), built.leaf(of, "W1"), built.leaf(of, "v")};
  AttendOptions options;
  if (const Tensor* tensor = of.find("mask")) {
    Mask mask = make_mask({of.find("d")->extent(2), of.find("e")->extent(2)});
    hide(mask, *tensor, 0, true);
    options.mask = add_mask(built.graph, mask);
  }
  const Value scores = attention::score(built.graph, built.leaf(of, "d"), built.leaf(of, "e"), score);
  built.outputs["scores"] = {scores};
  built.outputs["probs"] = {normalize(built.graph, scores, options)};
  return built;
}

Built pointer_decode(const Case& of) {
  Built built;
  const PointerParameters parameters{built.leaf(of, "W1"), built.leaf(of, "W2"), built.leaf(of, "v"),
                                     cell_parameters(built, of, "cell.")};
  const Pointer result = point(built.graph, built.leaf(of, "x"), built.leaf(of, "e"), built.leaf(of, "x_start"),
                               {built.leaf(of, "h0"), optional_leaf(built, of, "c0")}, parameters,
                               {.steps = of.attributes.at("steps"), .mask_visited = of.flag("mask_visited")});
  built.outputs["states"] = {result.states};
  built.outputs["logits"] = {result.logits};
  built.outputs["probs"] = {result.weights};
  built.numbers["indices"] = {result.order.begin(), result.order.end()};
  built.numbers["log_prob"] = {result.log_probability};
  return built;
}

}  // namespace

Built build(const Case& of) {
  static const std::map<std::string, Built (*)(const Case&)> builders{
      {"softmax", softmax_rows},
      {"adversarial_softmax", softmax_rows},
      {"kv_attention", key_value},
      {"adversarial_attention", key_value},
      {"article_attention", article},
      {"mha", multi_head_attention},
      {"mha_fully_masked", multi_head_attention},
      {"sdpa", scaled_dot_product},
      {"gru_cell", recurrent_cell},
      {"lstm_cell", recurrent_cell},
      {"pointer_step", pointer_step},
      {"pointer_decode", pointer_decode},
  };
  const std::string kind = of.kind.starts_with("grad_") ? of.kind.substr(5) : of.kind;
  const auto found = builders.find(kind);
  if (found == builders.end()) throw NotSupported{"kind " + kind};
  return found->second(of);
}

}  // namespace golden
