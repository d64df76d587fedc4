#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;

namespace {

/// One row a word; . visible, c w b p f the reason.
std::string draw(const Mask& mask) {
  std::string text;
  for (std::size_t i = 0; i < mask.shape(0); ++i) {
    for (std::size_t j = 0; j < mask.shape(1); ++j)
      text += mask(i, j) == Hidden::visible ? '.' : name_of(mask(i, j))[0];
    text += ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("mask: causal, with and without a past", "[mask]") {
  MaskOptions options{.causal = true};
  REQUIRE(draw(make_mask(options, 3, 3)) == ".cc ..c ... ");
  options.past = 2;
  REQUIRE(draw(make_mask(options, 2, 4)) == "...c .... ");
}

TEST_CASE("mask: sliding window, left and right, with a past", "[mask]") {
  MaskOptions options{.window = Window{1, 0}};
  REQUIRE(draw(make_mask(options, 4, 4)) == ".www ..ww w..w ww.. ");
  options.window = Window{0, 1};
  REQUIRE(draw(make_mask(options, 3, 3)) == "..w w.. ww. ");
  options = {.past = 1, .window = Window{1, 1}};
  REQUIRE(draw(make_mask(options, 2, 4)) == "...w w... ");
}

TEST_CASE("mask: padding hides the end, all of it if the length is 0", "[mask]") {
  REQUIRE(draw(make_mask({.padding = 2}, 2, 3)) == "..p ..p ");
  REQUIRE(draw(make_mask({.padding = 0}, 1, 3)) == "ppp ");
  REQUIRE(draw(make_mask({.padding = 9}, 1, 3)) == "... ");
}

TEST_CASE("mask: a prefix is spared by causal, and by nothing else", "[mask]") {
  REQUIRE(draw(make_mask({.causal = true, .prefix = 2}, 4, 4)) == "..cc ..cc ...c .... ");
  REQUIRE(draw(make_mask({.causal = true, .window = Window{1, 0}, .prefix = 2}, 3, 3)) == ".wc ..c w.. ");
  REQUIRE(draw(make_mask({.causal = true, .padding = 1, .prefix = 2}, 2, 3)) == ".pc .pc ");
  REQUIRE_FALSE(hides({.prefix = 2}));
}

TEST_CASE("mask: a block sees itself alone, the last one as far as it goes", "[mask]") {
  REQUIRE(draw(make_mask({.block = 2}, 5, 5)) == "..bbb ..bbb bb..b bb..b bbbb. ");
  REQUIRE(draw(make_mask({.causal = true, .block = 2}, 3, 3)) == ".cc ..c bb. ");
  REQUIRE(draw(make_mask({.past = 1, .block = 2}, 2, 4)) == "..bb bb.. ");
  REQUIRE(hides({.block = 8}));
  REQUIRE_THROWS_AS(make_mask({.block = 0}, 1, 1), Error);
}

TEST_CASE("mask: parts are intersected, and the first reason is named", "[mask]") {
  const MaskOptions options{.causal = true, .window = Window{1, 5}, .padding = 3, .free = {{0, 0}, {3, 0}}};
  REQUIRE(draw(make_mask(options, 4, 4)) == "fccc ..cc w..c ww.p ");
  REQUIRE(hides(options));
  REQUIRE_FALSE(hides({}));
}

TEST_CASE("mask: a free pair outside is refused", "[mask]") {
  REQUIRE_THROWS_AS(make_mask({.free = {{3, 0}}}, 3, 3), Error);
  REQUIRE_THROWS_AS(make_mask({.free = {{0, 3}}}, 3, 3), Error);
}

TEST_CASE("mask: reasons are found through copies", "[mask]") {
  Graph graph;
  const Value scores = graph.given(check::random_matrix(2, 2, 1), {});
  const Value mask = add_mask(graph, make_mask({.causal = true}, 2, 2));
  const Value weights = normalize(graph, scores, {.mask = mask});
  const Value masked = graph.node(weights).inputs[0];
  const Value stacked =
      graph.add(operations::concatenate_rows(), {masked, masked}, {Stage::masked_scores, Axis::step, Axis::key});
  REQUIRE(graph.hidden({mask, 0, 1}) == Hidden::causal);
  REQUIRE(graph.hidden({masked, 0, 1}) == Hidden::causal);
  REQUIRE(graph.hidden({stacked, 2, 1}) == Hidden::causal);
  REQUIRE(graph.hidden({stacked, 3, 1}) == Hidden::visible);
  REQUIRE(graph.hidden({scores, 0, 1}) == Hidden::visible);
  REQUIRE(graph.explain({weights, 0, 0}).terms[1].hidden == Hidden::causal);
  for (const Value value : {scores, mask, masked, weights, stacked}) {
    std::vector<Hidden> one_by_one;
    const Shape shape = graph.shape(value);
    for (std::size_t i = 0; i < shape.rows; ++i)
      for (std::size_t j = 0; j < shape.columns; ++j) one_by_one.push_back(graph.hidden({value, i, j}));
    REQUIRE(graph.hidden(value) == one_by_one);
  }
}
