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

  [[nodiscard]] Label label() const { return {Stage::scores, rows, Axis::key}; }

  Value operator()(const AdditiveScore& additive) const {
    std::vector<Value> inputs{project_queries(graph, queries, additive.query_weight, rows),
                              project_keys(graph, keys, additive.key_weight), additive.v};
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

  [[nodiscard]] Value products(Value left, float scale) const {
    return graph.add(operations::matrix_product_transposed(scale), {left, keys}, label());
  }
};

}  // namespace

Value score(Graph& graph, Value queries, Value keys, const ScoreFunction& function, Axis rows) {
  return std::visit(Scorer{graph, queries, keys, rows}, function);
}

}  // namespace attention
