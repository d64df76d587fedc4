#include "mechanisms/multi_head.hpp"

#include "graph/operations.hpp"

namespace attention {

namespace {

/// How the columns of the projections are shared among the heads.
struct Widths {
  std::size_t queries;    // of all query heads: E
  std::size_t keys;       // of all key-value heads: F
  std::size_t head;       // of one head: D
  std::size_t per_group;  // query heads that share a key-value head
};

struct Part {
  std::size_t index;  // its place in in_proj_weight
  Stage stage;
  Role role;
  Axis rows;

  [[nodiscard]] std::size_t first(const Widths& widths) const {
    return index == 0 ? 0 : widths.queries + (index - 1) * widths.keys;
  }
  [[nodiscard]] std::size_t width(const Widths& widths) const { return index == 0 ? widths.queries : widths.keys; }
  [[nodiscard]] Label label() const { return {stage, rows, Axis::feature, {}, role}; }
  [[nodiscard]] std::string name(std::string_view rest) const {
    return std::string(std::array{"q", "k", "v"}[index]).append(rest);
  }
};

constexpr Part query_part{0, Stage::queries, Role::query, Axis::query};
constexpr Part key_part{1, Stage::keys, Role::key, Axis::key};
constexpr Part value_part{2, Stage::values, Role::value, Axis::key};

/// The part's own weight, or its rows of in_proj_weight.
Value weight_of(Graph& graph, const MultiHeadParameters& parameters, const std::optional<Value>& own,
                const Widths& widths, Part part) {
  if (own) return *own;
  if (!parameters.in_proj_weight)
    throw Error(ErrorCode::missing_field, "multi-head attention needs in_proj_weight or " + part.name("_proj_weight"));
  return graph.add(operations::slice_rows(part.first(widths), part.width(widths)), {*parameters.in_proj_weight},
                   {Stage::parameter, Axis::feature, Axis::feature, part.name("_proj_weight"), part.role});
}

Value project(Graph& graph, Value input, const MultiHeadParameters& parameters, const std::optional<Value>& own_weight,
              const Widths& widths, Part part) {
  std::vector<Value> inputs{input, weight_of(graph, parameters, own_weight, widths, part)};
  if (parameters.in_proj_bias)
    inputs.push_back(graph.add(operations::slice_columns(part.first(widths), part.width(widths)),
                               {*parameters.in_proj_bias},
                               {Stage::parameter, Axis::one, Axis::feature, part.name("_proj_bias"), part.role}));
  return graph.add(operations::linear(), std::move(inputs), part.label());
}

/// The projected keys or values, and the rows that the options add after them.
Value extend(Graph& graph, Value projection, const std::optional<Value>& row, bool zeros, Part part) {
  std::vector<Value> rows{projection};
  if (row) rows.push_back(*row);
  if (zeros)
    rows.push_back(graph.given(make_matrix({1, graph.shape(projection).columns}),
                               {Stage::internal, Axis::one, Axis::feature, "zeros", part.role}));
  return rows.size() == 1 ? projection : graph.add(operations::concatenate_rows(), std::move(rows), part.label());
}

/// The columns of one head, turned if positions are rotary.
Value head_of(Graph& graph, Value projection, std::size_t head, std::size_t width, const std::optional<Rotary>& rotary,
              Part part) {
  const Value columns = graph.add(operations::slice_columns(head * width, width), {projection}, part.label());
  return rotary ? rotate(graph, columns, *rotary, part.label()) : columns;
}

std::optional<Value> of_head(const std::vector<Value>& values, std::size_t head) {
  if (values.empty()) return std::nullopt;
  return values.size() == 1 ? values[0] : values.at(head);
}

Widths widths_of(std::size_t width, const MultiHeadOptions& options) {
  if (options.heads == 0 || width % options.heads != 0)
    throw Error(ErrorCode::not_divisible,
                "the width must be a multiple of the number of heads: got width " + digits(width) + ", heads " +
                    digits(options.heads),
                "heads", {{"width", digits(width)}, {"heads", digits(options.heads)}});
  const std::size_t key_value_heads = options.key_value_heads.value_or(options.heads);
  if (key_value_heads == 0 || options.heads % key_value_heads != 0)
    throw Error(ErrorCode::not_divisible,
                "the number of heads must be a multiple of the number of key-value heads: got heads " +
                    digits(options.heads) + ", key-value heads " + digits(key_value_heads),
                "key_value_heads", {{"heads", digits(options.heads)}, {"key_value_heads", digits(key_value_heads)}});
  const std::size_t head = width / options.heads;
  return {width, key_value_heads * head, head, options.heads / key_value_heads};
}

}  // namespace

Projections project_heads(Graph& graph, Value query, Value key, Value value, const MultiHeadParameters& parameters,
                          const MultiHeadOptions& options) {
  const Widths widths = widths_of(graph.shape(parameters.out_proj_weight).rows, options);
  const Value queries = project(graph, query, parameters, parameters.q_proj_weight, widths, query_part);
  const Value keys = extend(graph, project(graph, key, parameters, parameters.k_proj_weight, widths, key_part),
                            parameters.bias_k, options.add_zero_attn, key_part);
  const Value values = extend(graph, project(graph, value, parameters, parameters.v_proj_weight, widths, value_part),
                              parameters.bias_v, options.add_zero_attn, value_part);
  return {{queries, keys, values}, widths.head, widths.per_group};
}

HeadInputs inputs_of_head(Graph& graph, const Projections& projections, std::size_t head,
                          const MultiHeadOptions& options) {
  const HeadInputs& all = projections.all;
  const std::size_t width = projections.head_width;
  const std::size_t group = head / projections.per_group;
  const Value queries = head_of(graph, all.queries, head, width, options.query_rotary, query_part);
  const Value keys = head_of(graph, all.keys, group, width, options.key_rotary, key_part);
  return {queries, keys, head_of(graph, all.values, group, width, {}, value_part)};
}

MultiHead multi_head(Graph& graph, Value query, Value key, Value value, const MultiHeadParameters& parameters,
                     const MultiHeadOptions& options) {
  const Projections projections = project_heads(graph, query, key, value, parameters, options);
  MultiHead result;
  std::vector<Value> weights;
  std::vector<Value> outputs;
  for (std::size_t h = 0; h < options.heads; ++h) {
    const auto scope = graph.head(static_cast<int>(h));
    const HeadInputs own = inputs_of_head(graph, projections, h, options);
    result.heads.push_back(attend(graph, own.queries, own.keys, own.values, ScaledDotScore{options.scale},
                                  {.temperature = options.temperature,
                                   .mask = of_head(options.masks, h),
                                   .bias = of_head(options.biases, h),
                                   .normalizer = options.normalizer,
                                   .soft_cap = options.soft_cap,
                                   .subtract_maximum = options.subtract_maximum,
                                   .hiding = options.hiding,
                                   .uniforms = of_head(options.uniforms, h)}));
    weights.push_back(result.heads.back().weights);
    outputs.push_back(result.heads.back().output);
  }

  result.mean_weights = graph.add(operations::sum(1.0F / static_cast<float>(options.heads)), weights,
                                  {Stage::mean_weights, Axis::query, Axis::key, {}, Role::weights});
  result.concatenated = graph.add(operations::concatenate_columns(), outputs,
                                  {Stage::heads, Axis::query, Axis::feature, {}, Role::output});
  std::vector<Value> inputs{result.concatenated, parameters.out_proj_weight};
  if (parameters.out_proj_bias) inputs.push_back(*parameters.out_proj_bias);
  result.result =
      graph.add(operations::linear(), std::move(inputs), {Stage::result, Axis::query, Axis::feature, {}, Role::output});
  return result;
}

}  // namespace attention
