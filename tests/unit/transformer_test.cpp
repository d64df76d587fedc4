#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::Row;
using reference::Table;
using reference::table;

namespace {

constexpr std::size_t model_width = 4;
constexpr std::size_t inner = 6;

struct Parameters {
  Graph& graph;
  std::uint32_t seed = 1;

  Value leaf(std::size_t rows, std::size_t columns) { return graph.given(random_matrix(rows, columns, seed++), {}); }
  MultiHeadParameters heads() {
    MultiHeadParameters parameters;
    parameters.in_proj_weight = leaf(3 * model_width, model_width);
    parameters.in_proj_bias = leaf(1, 3 * model_width);
    parameters.out_proj_weight = leaf(model_width, model_width);
    parameters.out_proj_bias = leaf(1, model_width);
    return parameters;
  }
  FeedForwardParameters feed_forward() {
    return {leaf(inner, model_width), leaf(1, inner), leaf(model_width, inner), leaf(1, model_width)};
  }
  NormParameters norm() { return {leaf(1, model_width), leaf(1, model_width)}; }
};

/// The blocks again, around attention that has tests of its own.
struct Reference {
  const Graph& graph;
  const BlockOptions& options;

  [[nodiscard]] Table of(Value value) const { return table(graph.matrix(value)); }
  [[nodiscard]] Table normalized(const Table& x, const NormParameters& norm) const {
    Table y;
    for (const Row& row : x)
      y.push_back(reference::layer_norm(row, of(*norm.weight)[0], of(*norm.bias)[0], options.epsilon));
    return y;
  }
  template <class Part>
  Table around(const Table& x, const NormParameters& norm, const Part& part) const {
    const Table made = part(options.norm_first ? normalized(x, norm) : x);
    Table sum;
    for (std::size_t i = 0; i < x.size(); ++i) sum.push_back(reference::sum(x[i], made[i]));
    return options.norm_first ? sum : normalized(sum, norm);
  }
  [[nodiscard]] Table attend(const Table& x, const Table& memory, const MultiHeadParameters& parameters,
                             const MultiHeadOptions& heads) const {
    Graph other;
    const auto copy = [&](Value value) { return other.given(graph.matrix(value), {}); };
    MultiHeadParameters copied;
    copied.in_proj_weight = copy(*parameters.in_proj_weight);
    copied.in_proj_bias = copy(*parameters.in_proj_bias);
    copied.out_proj_weight = copy(parameters.out_proj_weight);
    copied.out_proj_bias = copy(*parameters.out_proj_bias);
    MultiHeadOptions chosen = heads;
    if (!heads.masks.empty()) chosen.masks = {copy(heads.masks[0])};
    const Value keys = other.given(check::matrix(memory), {});
    const Value queries = other.given(check::matrix(x), {});
    return table(other.matrix(multi_head(other, queries, keys, keys, copied, chosen).result));
  }
  [[nodiscard]] Table feed_forward(const Table& x, const FeedForwardParameters& parameters) const {
    Table hidden = reference::linear(x, of(parameters.linear1_weight), of(*parameters.linear1_bias)[0]);
    for (Row& row : hidden)
      for (double& number : row)
        number = options.activation == Activation::gelu ? reference::gelu(number) : std::max(0.0, number);
    return reference::linear(hidden, of(parameters.linear2_weight), of(*parameters.linear2_bias)[0]);
  }
};

}  // namespace

TEST_CASE("transformer: encoder layers equal the reference, either norm and activation", "[transformer]") {
  for (const bool first : {false, true})
    for (const Activation activation : {Activation::relu, Activation::gelu}) {
      Graph graph;
      Parameters draw{graph};
      const EncoderLayerParameters parameters{draw.heads(), draw.feed_forward(), draw.norm(), draw.norm()};
      BlockOptions options{.self_attn = {.heads = 2}, .norm_first = first, .activation = activation};
      options.self_attn.masks = {add_mask(graph, make_mask({.causal = true}, 3, 3))};
      const Value x = draw.leaf(3, model_width);
      const EncoderLayer got = encoder_layer(graph, x, parameters, options);

      const Reference again{graph, options};
      Table expected = again.around(table(graph.matrix(x)), parameters.norm1, [&](const Table& y) {
        return again.attend(y, y, parameters.self_attn, options.self_attn);
      });
      expected = again.around(expected, parameters.norm2,
                              [&](const Table& y) { return again.feed_forward(y, parameters.feed_forward); });
      check::require_close(graph.matrix(got.result), expected, 2e-5);
      check::require_explanations(graph);
    }
}

TEST_CASE("transformer: decoder layers attend the encoder's output", "[transformer]") {
  for (const bool first : {false, true}) {
    Graph graph;
    Parameters draw{graph};
    const DecoderLayerParameters parameters{draw.heads(), draw.heads(), draw.feed_forward(),
                                            draw.norm(),  draw.norm(),  draw.norm()};
    BlockOptions options{.self_attn = {.heads = 2}, .multihead_attn = {.heads = 1}, .norm_first = first};
    options.self_attn.masks = {add_mask(graph, make_mask({.causal = true}, 3, 3))};
    options.multihead_attn.masks = {add_mask(graph, make_mask({.padding = 4}, 3, 5))};
    const Value x = draw.leaf(3, model_width);
    const Value memory = draw.leaf(5, model_width);
    const DecoderLayer got = decoder_layer(graph, x, memory, parameters, options);

    const Reference again{graph, options};
    const Table source = table(graph.matrix(memory));
    Table expected = again.around(table(graph.matrix(x)), parameters.norm1, [&](const Table& y) {
      return again.attend(y, y, parameters.self_attn, options.self_attn);
    });
    expected = again.around(expected, parameters.norm2, [&](const Table& y) {
      return again.attend(y, source, parameters.multihead_attn, options.multihead_attn);
    });
    expected = again.around(expected, parameters.norm3,
                            [&](const Table& y) { return again.feed_forward(y, parameters.feed_forward); });
    check::require_close(graph.matrix(got.result), expected, 2e-5);
    REQUIRE(graph.node(got.multihead_attn.result).scope == "multihead_attn");
  }
}

TEST_CASE("transformer: a stack is its layers one after the other, in modules", "[transformer]") {
  Graph graph;
  Parameters draw{graph};
  const auto encoder = [&] {
    return EncoderLayerParameters{draw.heads(), draw.feed_forward(), draw.norm(), draw.norm()};
  };
  const std::vector<EncoderLayerParameters> layers{encoder(), encoder()};
  const BlockOptions options{.self_attn = {.heads = 2}, .multihead_attn = {.heads = 2}, .norm_first = true};
  const NormParameters norm = draw.norm();
  const Value x = draw.leaf(3, model_width);
  const EncoderStack stack = encoder_stack(graph, x, layers, norm, options);
  const Value by_hand =
      encoder_layer(graph, encoder_layer(graph, x, layers[0], options).result, layers[1], options).result;
  check::require_close(graph.matrix(stack.layers[1].result), table(graph.matrix(by_hand)), 0.0);
  REQUIRE(graph.node(stack.layers[1].self_attn.result).scope == "layers.1.self_attn");
  REQUIRE(graph.node(stack.result).scope.empty());
  REQUIRE(graph.node(stack.result).label.name == "norm");
  const std::string script = python(graph, std::vector<Value>{stack.result});
  REQUIRE(script.find("layers_1_self_attn_scores_head2 = ") != std::string::npos);

  const DecoderLayerParameters decoder{draw.heads(), draw.heads(), draw.feed_forward(),
                                       draw.norm(),  draw.norm(),  draw.norm()};
  const DecoderStack decoded = decoder_stack(graph, x, stack.result, {decoder, decoder}, std::nullopt, options);
  REQUIRE(decoded.result == decoded.layers[1].result);
  REQUIRE(graph.node(decoded.layers[1].multihead_attn.result).scope == "layers.1.multihead_attn");
}

TEST_CASE("transformer: gradients agree with finite differences", "[transformer]") {
  const std::vector<Matrix> leaves{random_matrix(2, 2, 1), random_matrix(6, 2, 2), random_matrix(2, 2, 3),
                                   random_matrix(3, 2, 4), random_matrix(2, 3, 5), random_matrix(1, 2, 6)};
  for (const bool first : {false, true})
    check::require_gradients(leaves, [first](Graph& graph, const std::vector<Value>& x) {
      MultiHeadParameters heads;
      heads.in_proj_weight = x[1];
      heads.out_proj_weight = x[2];
      const EncoderLayerParameters parameters{heads, {x[3], {}, x[4], {}}, {x[5], x[5]}, {x[5], {}}};
      // A large epsilon: two numbers normalised by themselves are a sign, which no difference follows.
      return encoder_layer(graph, x[0], parameters,
                           {.self_attn = {.heads = 1, .temperature = 4.0F},
                            .norm_first = first,
                            .activation = Activation::gelu,
                            .epsilon = 1.0F})
          .result;
    });
}
