#include "mechanisms/score.hpp"

#include <cmath>

#include "graph/operations.hpp"

namespace attention {

Value project_queries(Graph& graph, Value queries, Value weight, Axis rows) {
  return graph.add(operations::linear(), {queries, weight},
                   {Stage::projected_queries, rows, Axis::feature, {}, Role::query});
}

Value project_keys(Graph& graph, Value keys, Value weight) {
  return graph.add(operations::linear(), {keys, weight},
                   {Stage::projected_keys, Axis::key, Axis::feature, {}, Role::key});
}

namespace {

struct Scorer {
  Graph& graph;
  Value queries;
  Value keys;
  Axis rows;
  std::optional<Value> projected_keys;

  [[nodiscard]] Label label() const { return {Stage::scores, rows, Axis::key}; }

  Value operator()(const AdditiveScore& additive) const {
    std::vector<Value> inputs{project_queries(graph, queries, additive.query_weight, rows),
                              projected_keys ? *projected_keys : project_keys(graph, keys, additive.key_weight),
                              additive.v};
    if (additive.bias) inputs.push_back(*additive.bias);
    return graph.add(operations::additive_score(), std::move(inputs), label());
  }

  Value operator()(const DotScore& /*dot*/) const { return products(queries, 1.0F); }

  Value operator()(const ScaledDotScore& scaled) const {
    const auto width = static_cast<float>(graph.shape(keys).columns);
    return products(queries, scaled.scale.value_or(1.0F / std::sqrt(width)));
  }

  Value operator()(const BilinearScore& bilinear) const {
    const Value projected = graph.add(operations::matrix_product(), {queries, bilinear.weight},
                                      {Stage::projected_queries, rows, Axis::feature, {}, Role::query});
    return products(projected, 1.0F);
  }

  Value operator()(const CosineScore& cosine) const {
    return graph.add(operations::cosine_score(cosine.beta), {queries, keys}, label());
  }

  Value operator()(const ConcatScore& concat) const {
    const std::size_t query_width = graph.shape(queries).columns;
    const std::size_t width = query_width + graph.shape(keys).columns;
    if (graph.shape(concat.weight).columns != width)
      throw_shape("concat score", "a weight of " + digits(width) + " columns", describe(graph.shape(concat.weight)));
    return (*this)(concat_score(graph, concat, query_width));
  }

  [[nodiscard]] Value products(Value left, float scale) const {
    return graph.add(operations::matrix_product_transposed(scale), {left, keys}, label());
  }
};

}  // namespace

Value score(Graph& graph, Value queries, Value keys, const ScoreFunction& function, Axis rows,
            std::optional<Value> projected_keys) {
  return std::visit(Scorer{graph, queries, keys, rows, projected_keys}, function);
}

AdditiveScore concat_score(Graph& graph, const ConcatScore& concat, std::size_t query_width) {
  const auto cut = [&](std::size_t first, std::size_t count, const char* name, Role role) {
    return graph.add(operations::slice_columns(first, count), {concat.weight},
                     {Stage::parameter, Axis::feature, Axis::feature, name, role});
  };
  const std::size_t width = graph.shape(concat.weight).columns;
  if (query_width >= width)
    throw_shape("concat score", "a weight of more than " + digits(query_width) + " columns",
                describe(graph.shape(concat.weight)));
  return {cut(0, query_width, "W_q", Role::query), cut(query_width, width - query_width, "W_k", Role::key), concat.v};
}

}  // namespace attention
