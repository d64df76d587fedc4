#include "mechanisms/multi_head.hpp"

#include "graph/operations.hpp"

namespace attention {

namespace {

struct Part {
  std::size_t index;  // its third of in_proj_weight
  Stage stage;
  Role role;
  Axis rows;
};

constexpr Part query_part{0, Stage::queries, Role::query, Axis::query};
constexpr Part key_part{1, Stage::keys, Role::key, Axis::key};
constexpr Part value_part{2, Stage::values, Role::value, Axis::key};

std::string name_in(Part part, std::string_view rest) {
  return std::string(std::array{"q", "k", "v"}[part.index]).append(rest);
}

/// The part's own weight, or its third of in_proj_weight.
Value weight_of(Graph& graph, const MultiHeadParameters& parameters, const std::optional<Value>& own, Part part) {
  if (own) return *own;
  if (!parameters.in_proj_weight)
    throw Error(ErrorCode::missing_field,
                "multi-head attention needs in_proj_weight or " + name_in(part, "_proj_weight"));
  const std::size_t width = graph.shape(parameters.out_proj_weight).rows;
  return graph.add(operations::slice_rows(part.index * width, width), {*parameters.in_proj_weight},
                   {Stage::parameter, Axis::feature, Axis::feature, name_in(part, "_proj_weight"), part.role});
}

Value project(Graph& graph, Value input, const MultiHeadParameters& parameters, const std::optional<Value>& own_weight,
              Part part) {
  const std::size_t width = graph.shape(parameters.out_proj_weight).rows;
  std::vector<Value> inputs{input, weight_of(graph, parameters, own_weight, part)};
  if (parameters.in_proj_bias)
    inputs.push_back(graph.add(operations::slice_columns(part.index * width, width), {*parameters.in_proj_bias},
                               {Stage::parameter, Axis::one, Axis::feature, name_in(part, "_proj_bias"), part.role}));
  return graph.add(operations::linear(), std::move(inputs), {part.stage, part.rows, Axis::feature, {}, part.role});
}

Value head_of(Graph& graph, Value projection, std::size_t head, std::size_t width, Part part) {
  return graph.add(operations::slice_columns(head * width, width), {projection},
                   {part.stage, part.rows, Axis::feature, {}, part.role});
}

std::optional<Value> of_head(const std::vector<Value>& values, std::size_t head) {
  if (values.empty()) return std::nullopt;
  return values.size() == 1 ? values[0] : values.at(head);
}

void require_heads(std::size_t width, const MultiHeadOptions& options) {
  if (options.heads == 0 || width % options.heads != 0)
    throw Error(ErrorCode::not_divisible,
                "the width must be a multiple of the number of heads: got width " + digits(width) + ", heads " +
                    digits(options.heads),
                "heads", {{"width", digits(width)}, {"heads", digits(options.heads)}});
}

}  // namespace

MultiHead multi_head(Graph& graph, Value query, Value key, Value value, const MultiHeadParameters& parameters,
                     const MultiHeadOptions& options) {
  const std::size_t width = graph.shape(parameters.out_proj_weight).rows;
  require_heads(width, options);
  const std::size_t head_width = width / options.heads;

  const Value queries = project(graph, query, parameters, parameters.q_proj_weight, query_part);
  const Value keys = project(graph, key, parameters, parameters.k_proj_weight, key_part);
  const Value values = project(graph, value, parameters, parameters.v_proj_weight, value_part);

  MultiHead result;
  std::vector<Value> weights;
  std::vector<Value> outputs;
  for (std::size_t h = 0; h < options.heads; ++h) {
    const auto scope = graph.head(static_cast<int>(h));
    const AttendOptions attend_options{options.temperature, of_head(options.masks, h), of_head(options.biases, h)};
    result.heads.push_back(
        attend(graph, head_of(graph, queries, h, head_width, query_part), head_of(graph, keys, h, head_width, key_part),
               head_of(graph, values, h, head_width, value_part), ScaledDotScore{options.scale}, attend_options));
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
