#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::Row;
using reference::Table;
using reference::table;

namespace {

/// max(0, z - tau)^power with the tau at which the row sums to 1, found by halving an interval: slow, and sure.
Row thresholded(const Row& z, double power) {
  double low = -1e3;
  double high = 1e3;
  const auto weights = [&](double tau) {
    Row row;
    for (const double number : z) row.push_back(std::pow(std::max(0.0, number - tau), power));
    return row;
  };
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    double sum = 0;
    for (const double weight : weights(middle)) sum += weight;
    (sum > 1 ? low : high) = middle;
  }
  return weights(low);
}

Row expected_row(const Row& x, Normalizer normalizer, double temperature) {
  Row z;
  for (const double number : x) z.push_back(number / temperature);
  switch (normalizer) {
    case Normalizer::sparsemax:
      return thresholded(z, 1);
    case Normalizer::entmax:
      for (double& number : z) number /= 2;
      return thresholded(z, 2);
    case Normalizer::sigmoid:
      for (double& number : z) number = 1 / (1 + std::exp(-number));
      return z;
    case Normalizer::hard: {
      Row one(x.size(), 0.0);
      one[static_cast<std::size_t>(std::ranges::max_element(x) - x.begin())] = 1;
      return one;
    }
    default:
      return reference::softmax(x, std::vector<bool>(x.size(), true), temperature);
  }
}

constexpr std::array deterministic{Normalizer::softmax, Normalizer::sparsemax, Normalizer::entmax, Normalizer::sigmoid,
                                   Normalizer::hard};

}  // namespace

TEST_CASE("normalize: every normaliser equals the reference, and is explained", "[normalizer]") {
  for (const Normalizer normalizer : deterministic)
    for (const float temperature : {0.5F, 1.0F, 3.0F}) {
      INFO(name_of(normalizer) << ", temperature " << temperature);
      Graph graph;
      const Matrix scores = random_matrix(6, 9, 4);
      const Value weights =
          normalize(graph, graph.given(scores, {}), {.temperature = temperature, .normalizer = normalizer});
      Table expected;
      for (const Row& row : table(scores)) expected.push_back(expected_row(row, normalizer, temperature));
      check::require_close(graph.matrix(weights), expected, 2e-6);
      check::require_explanations(graph);
    }
}

TEST_CASE("normalize: a hidden key has weight 0, whoever may attend nothing attends nothing", "[normalizer][mask]") {
  Mask mask = make_mask({3, 4});
  mask(0, 2) = Hidden::free;
  for (std::size_t j = 0; j < 4; ++j) mask(1, j) = Hidden::padding;
  for (const Normalizer normalizer : deterministic) {
    INFO(name_of(normalizer));
    Graph graph;
    const Matrix scores = random_matrix(3, 4, 4);
    const Value weights =
        normalize(graph, graph.given(scores, {}), {.mask = add_mask(graph, mask), .normalizer = normalizer});
    Row seen = table(scores)[0];
    seen.erase(seen.begin() + 2);
    Row first = expected_row(seen, normalizer, 1);
    first.insert(first.begin() + 2, 0.0);
    const Table expected{first, Row(4, 0.0), expected_row(table(scores)[2], normalizer, 1)};
    check::require_close(graph.matrix(weights), expected, 2e-6);
    check::require_explanations(graph);
    check::require_gradient_explanations(graph, weights, random_matrix(3, 4, 9));
  }
}

TEST_CASE("normalize: gradients through attention with mask, cap, bias and temperature", "[normalizer]") {
  Mask mask = make_mask({3, 4});
  mask(0, 1) = mask(2, 3) = Hidden::free;
  const std::vector<Matrix> leaves{random_matrix(3, 2, 11), random_matrix(4, 2, 12), random_matrix(4, 2, 13),
                                   random_matrix(3, 4, 14)};
  for (const Normalizer normalizer :
       {Normalizer::softmax, Normalizer::sparsemax, Normalizer::entmax, Normalizer::sigmoid}) {
    INFO(name_of(normalizer));
    check::require_gradients(leaves, [&](Graph& graph, const std::vector<Value>& x) {
      const AttendOptions options{
          .temperature = 1.5F, .mask = add_mask(graph, mask), .bias = x[3], .normalizer = normalizer, .soft_cap = 2.0F};
      return attend(graph, x[0], x[1], x[2], ScaledDotScore{}, options).output;
    });
  }
}

TEST_CASE("normalize: sparsemax and entmax give exactly 0 where softmax gives little", "[normalizer]") {
  Graph graph;
  Matrix scores = make_matrix({1, 3});
  scores(0, 0) = 3.0F;
  scores(0, 1) = 2.5F;
  const Value x = graph.given(scores, {});
  const Matrix& sparsemax = graph.matrix(graph.add(operations::sparsemax(1.0F), {x}, {}));
  const Matrix& entmax = graph.matrix(graph.add(operations::entmax(1.0F), {x}, {}));
  REQUIRE(sparsemax(0, 0) == 0.75F);
  REQUIRE(sparsemax(0, 1) == 0.25F);
  REQUIRE(sparsemax(0, 2) == 0.0F);
  REQUIRE(entmax(0, 2) == 0.0F);
  REQUIRE(entmax(0, 1) > 0.25F);
}

TEST_CASE("hard attention: the first of equals is chosen, and no gradient passes", "[normalizer]") {
  Graph graph;
  Matrix scores = make_matrix({1, 4});
  scores(0, 1) = scores(0, 3) = 2.0F;
  const Value x = graph.given(scores, {});
  const Value weights = normalize(graph, x, {.normalizer = Normalizer::hard});
  check::require_close(graph.matrix(weights), {{0, 1, 0, 0}}, 0);
  const std::vector<Matrix> gradients = graph.backward(weights, make_matrix({1, 4}, 1.0F));
  for (const float number : flat(gradients[x.node])) REQUIRE(number == 0.0F);
}

TEST_CASE("sampled attention: the random number falls into one of the probabilities", "[normalizer]") {
  Graph graph;
  const Matrix scores = random_matrix(40, 5, 4);
  Matrix uniforms = make_matrix({40, 1});
  for (std::size_t i = 0; i < 40; ++i) uniforms(i, 0) = static_cast<float>(i) / 40.0F;
  Mask mask = make_mask({40, 5});
  for (std::size_t i = 0; i < 40; ++i) mask(i, i % 5) = Hidden::free;
  for (std::size_t j = 0; j < 5; ++j) mask(7, j) = Hidden::free;
  const Value weights = normalize(
      graph, graph.given(scores, {}),
      {.mask = add_mask(graph, mask), .normalizer = Normalizer::sampled, .uniforms = graph.given(uniforms, {})});
  for (std::size_t i = 0; i < 40; ++i) {
    std::vector<bool> visible(5);
    for (std::size_t j = 0; j < 5; ++j) visible[j] = mask(i, j) == Hidden::visible;
    const Row probabilities = reference::softmax(table(scores)[i], visible);
    double sum = 0;
    for (std::size_t j = 0; j < 5; ++j) {
      const bool drawn = sum <= uniforms(i, 0) && uniforms(i, 0) < sum + probabilities[j];
      sum += probabilities[j];
      REQUIRE(graph.matrix(weights)(i, j) == (drawn ? 1.0F : 0.0F));
    }
  }
  check::require_explanations(graph);
  REQUIRE_THROWS_AS(normalize(graph, graph.given(scores, {}), {.normalizer = Normalizer::sampled}), Error);
}

TEST_CASE("normalizers: NaN in a row makes the row NaN, infinity too where it has no share", "[normalizer]") {
  Matrix scores = make_matrix({2, 3});
  scores(0, 1) = std::nanf("");
  scores(1, 1) = INFINITY;
  Graph graph;
  const Value x = graph.given(scores, {});
  for (const Normalizer normalizer : {Normalizer::softmax, Normalizer::sparsemax, Normalizer::entmax}) {
    INFO(name_of(normalizer));
    const Value weights = normalize(graph, x, {.normalizer = normalizer});
    for (const float number : flat(graph.matrix(weights))) REQUIRE(std::isnan(number));
  }
  REQUIRE(std::isnan(graph.matrix(normalize(graph, x, {.normalizer = Normalizer::hard}))(0, 0)));
}

TEST_CASE("attend: the soft cap comes before the bias, and the bias before the mask", "[attend]") {
  Graph graph;
  const Matrix q = random_matrix(3, 4, 1);
  const Matrix k = random_matrix(5, 4, 2);
  const Matrix v = random_matrix(5, 2, 3);
  const Matrix bias = random_matrix(3, 5, 4);
  const Mask mask = make_mask({.causal = true, .past = 1}, 3, 5);
  const AttendOptions options{.mask = add_mask(graph, mask), .bias = graph.given(bias, {}), .soft_cap = 0.7F};
  const Attention got =
      attend(graph, graph.given(q, {}), graph.given(k, {}), graph.given(v, {}), ScaledDotScore{}, options);
  Table scores = reference::scores(
      table(q), table(k), [](const Row& a, const Row& b) { return 0.7 * std::tanh(reference::dot(a, b) / 2 / 0.7); });
  reference::Visible visible = reference::all_visible(3, 5);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 5; ++j) {
      scores[i][j] += bias(i, j);
      visible[i][j] = j <= i + 1;
    }
  const auto expected = reference::attend(scores, table(v), visible);
  check::require_close(graph.matrix(got.weights), expected.weights);
  check::require_close(graph.matrix(got.output), expected.output);
  REQUIRE(graph.node(got.logits).operation->name() == OperationName::mask);
  check::require_explanations(graph);
}

TEST_CASE("attend: Luong's concat score is v . tanh(W [q; k])", "[attend]") {
  Graph graph;
  const Matrix q = random_matrix(3, 4, 1);
  const Matrix k = random_matrix(5, 2, 2);
  const Matrix w = random_matrix(6, 6, 3);
  const Matrix v = random_matrix(1, 6, 4);
  const ConcatScore concat{graph.given(w, {}), graph.given(v, {})};
  const Value queries = graph.given(q, {});
  const Value got = score(graph, queries, graph.given(k, {}), concat);
  const Table expected = reference::scores(table(q), table(k), [&](Row query, const Row& key) {
    query.insert(query.end(), key.begin(), key.end());
    double sum = 0;
    const Row inner = reference::linear({query}, table(w))[0];
    for (std::size_t h = 0; h < 6; ++h) sum += v(0, h) * std::tanh(inner[h]);
    return sum;
  });
  check::require_close(graph.matrix(got), expected);
  REQUIRE_THROWS_AS(score(graph, queries, queries, concat), Error);
}
