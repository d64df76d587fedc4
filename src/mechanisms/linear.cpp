#include "mechanisms/linear.hpp"

#include <algorithm>

#include "graph/operations.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/mask.hpp"

namespace attention {

namespace {

/// Reads keys and values in order, and adds each to the state.
class State {
 public:
  State(Graph& graph, Value key_features, Value values) : graph_(graph), keys_(key_features), values_(values) {}

  /// Reads on until `end` keys have been read.
  void read(std::size_t end) {
    if (end <= read_) return;
    const auto rows = [&](Value value, const char* name, Role role) {
      return graph_.add(operations::slice_rows(read_, end - read_), {value},
                        {Stage::internal, Axis::key, Axis::feature, name, role});
    };
    const Value keys = graph_.add(operations::transpose(), {rows(keys_, "new_keys", Role::key)},
                                  {Stage::internal, Axis::feature, Axis::key, "new_keys_transposed", Role::key});
    const Value values = rows(values_, "new_values", Role::value);
    add(state_, graph_.add(operations::matrix_product(), {keys, values}, internal("new_state")), "S");
    add(sum_, graph_.add(operations::row_sum(), {keys}, internal("new_sum")), "z");
    read_ = end;
  }

  [[nodiscard]] const std::optional<Value>& state() const { return state_; }
  [[nodiscard]] const std::optional<Value>& sum() const { return sum_; }

 private:
  static Label internal(const char* name) { return {Stage::internal, Axis::feature, Axis::feature, name}; }

  void add(std::optional<Value>& total, Value more, const char* name) {
    std::vector<Value> summands{more};
    if (total) summands.insert(summands.begin(), *total);
    total = graph_.add(operations::sum(), std::move(summands), {Stage::states, Axis::feature, Axis::feature, name});
  }

  Graph& graph_;
  Value keys_;
  Value values_;
  std::optional<Value> state_;
  std::optional<Value> sum_;
  std::size_t read_ = 0;
};

Value features(Graph& graph, Value x, Axis rows, Role role) {
  return graph.add(
      operations::feature_map(), {x},
      {role == Role::query ? Stage::projected_queries : Stage::projected_keys, rows, Axis::feature, {}, role});
}

/// What queries(n, d), as features, take out of the state.
Value ask(Graph& graph, Value queries, const State& state, Axis rows, std::size_t width) {
  const Label label{Stage::output, rows, Axis::feature, {}, Role::output};
  const auto& [products, sums] = std::tie(state.state(), state.sum());
  if (!products || !sums) return graph.given(make_matrix({graph.shape(queries).rows, width}), label);
  const Value numerator = graph.add(operations::matrix_product(), {queries, *products},
                                    {Stage::internal, rows, Axis::feature, "numerator"});
  const Value denominator =
      graph.add(operations::matrix_product(), {queries, *sums}, {Stage::internal, rows, Axis::one, "denominator"});
  return graph.add(operations::divide_rows(), {numerator, denominator}, label);
}

}  // namespace

LinearAttention attend_linearly(Graph& graph, Value queries, Value keys, Value values, const LinearOptions& options) {
  const auto [n, d] = graph.shape(queries);
  const Shape key_shape = graph.shape(keys);
  if (key_shape.columns != d) throw_shape("linear attention", "keys of " + digits(d) + " columns", describe(key_shape));
  const Shape value_shape = graph.shape(values);
  if (value_shape.rows != key_shape.rows)
    throw_shape("linear attention", "one value for each of " + digits(key_shape.rows) + " keys", describe(value_shape));
  const std::size_t count = std::min(options.padding.value_or(key_shape.rows), key_shape.rows);

  LinearAttention result;
  result.query_features = features(graph, queries, options.rows, Role::query);
  result.key_features = features(graph, keys, Axis::key, Role::key);
  State state(graph, result.key_features, values);
  const auto remember = [&] {
    if (!state.state()) return;
    result.states.push_back(*state.state());
    result.sums.push_back(*state.sum());
  };

  if (!options.causal) {
    state.read(count);
    remember();
    result.output = ask(graph, result.query_features, state, options.rows, value_shape.columns);
    return result;
  }
  std::vector<Value> outputs;
  for (std::size_t i = 0; i < n; ++i) {
    const auto step = graph.step(static_cast<int>(i));
    state.read(std::min(i + options.past + 1, count));
    remember();
    const Value query = graph.add(operations::slice_rows(i, 1), {result.query_features},
                                  {Stage::internal, Axis::one, Axis::feature, "query", Role::query});
    outputs.push_back(ask(graph, query, state, Axis::one, value_shape.columns));
  }
  result.output = graph.add(operations::concatenate_rows(), outputs,
                            {Stage::output, options.rows, Axis::feature, {}, Role::output});
  return result;
}

Value linear_weights(Graph& graph, const LinearAttention& attention, const LinearOptions& options) {
  Value similarity =
      graph.add(operations::matrix_product_transposed(1.0F), {attention.query_features, attention.key_features},
                {Stage::scores, options.rows, Axis::key});
  if (options.causal || options.padding) {
    const auto [n, m] = graph.shape(similarity);
    const MaskOptions mask{.causal = options.causal, .past = options.past, .padding = options.padding};
    similarity = graph.add(operations::product(), {similarity, add_mask(graph, make_mask(mask, n, m), options.rows)},
                           {Stage::internal, options.rows, Axis::key, "visible_scores"});
  }
  return graph.add(operations::normalize_rows(), {similarity},
                   {Stage::weights, options.rows, Axis::key, {}, Role::weights});
}

}  // namespace attention
