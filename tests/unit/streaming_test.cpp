#include "kernels/streaming.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "attention.hpp"
#include "unit/check.hpp"
#include "unit/streaming_problem.hpp"

namespace kernels = attention::kernels;
using check::StreamingProblem;
using check::StreamingResult;
using StreamingOptions = kernels::Streaming;

namespace {

/// Output and gradients of the problem against what is wanted.
void require_solved(const StreamingProblem& p, kernels::Architecture architecture) {
  StreamingResult result = check::attend(p, architecture);
  check::require_close(result.output, p.output, 4e-6);
  check::require_close(result.logsumexp, p.logsumexp, 4e-6);
  check::differentiate(p, result, architecture);
  check::require_close(result.dq, p.dq, 2e-5);
  check::require_close(result.dk, p.dk, 2e-5);
  check::require_close(result.dv, p.dv, 2e-5);
}

attention::Matrix matrix_of(const std::vector<float>& numbers, std::size_t rows, std::size_t columns) {
  attention::Matrix matrix = attention::make_matrix({rows, columns});
  std::ranges::copy(numbers, attention::flat(matrix).begin());
  return matrix;
}

/// The path that keeps its weights, as a graph: the mask cell by cell, ALiBi as a bias.
std::vector<double> attend_with_weights(const StreamingProblem& p) {
  using namespace attention;
  Graph graph;
  const Value queries = graph.given(matrix_of(p.q, p.n, p.key_width), {});
  const Value keys = graph.given(matrix_of(p.k, p.m, p.key_width), {});
  const Value values = graph.given(matrix_of(p.v, p.m, p.value_width), {});
  Mask mask = make_mask(Shape{p.n, p.m});
  Matrix bias = make_matrix({p.n, p.m});
  for (std::size_t i = 0; i < p.n; ++i) {
    const auto [first, end] = kernels::visible_keys(p.options, i, p.m);
    for (std::size_t j = 0; j < p.m; ++j) {
      if (j < first || j >= end) mask(i, j) = Hidden::free;
      bias(i, j) = p.options.slope *
                   static_cast<float>(static_cast<std::ptrdiff_t>(j) - static_cast<std::ptrdiff_t>(i) - p.options.past);
    }
  }
  AttendOptions options{.mask = add_mask(graph, mask), .bias = graph.given(bias, {})};
  if (p.options.cap > 0.0F) options.soft_cap = p.options.cap;
  const Attention result = attention::attend(graph, queries, keys, values, ScaledDotScore{p.options.scale}, options);
  const auto output = flat(graph.matrix(result.output));
  return {output.begin(), output.end()};
}

}  // namespace

TEST_CASE("streaming: every instruction set of this machine has a name of its own", "[streaming]") {
  std::set<std::string> names;
  check::on_each_architecture(
      [&](kernels::Architecture architecture) { names.insert(kernels::architecture_name(architecture)); });
  REQUIRE(names.size() == kernels::architecture_count());
  REQUIRE(names.contains(kernels::architecture_name()));
}

TEST_CASE("streaming: equals double precision, forward and backward, whatever the shape and the mask", "[streaming]") {
  check::on_each_architecture([](kernels::Architecture architecture) {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
      INFO("seed " << seed << " on " << kernels::architecture_name(architecture));
      StreamingProblem p = check::random_streaming(seed, seed % 10 == 0 ? 120 : 24);
      p.solve();
      require_solved(p, architecture);
    }
  });
}

TEST_CASE("streaming: equals the path that keeps its weights, thousands of times", "[streaming]") {
  for (std::uint32_t seed = 10001; seed <= 13000; ++seed) {
    const StreamingProblem p = check::random_streaming(seed, seed % 50 == 0 ? 60 : 12);
    const std::vector<double> wanted = attend_with_weights(p);
    check::on_each_architecture([&](kernels::Architecture architecture) {
      INFO("seed " << seed << " on " << kernels::architecture_name(architecture));
      check::require_close(check::attend(p, architecture).output, wanted, 8e-6);
    });
  }
}

TEST_CASE("streaming: NaN in a hidden key or value reaches nothing, forward and backward", "[streaming]") {
  StreamingProblem p = check::random_streaming(7, 100);
  p.options = {};
  p.options.causal = true;
  p.options.keys = p.m - 1;
  const auto hidden = [&](std::vector<float>& rows, std::size_t width) {
    std::fill_n(rows.end() - static_cast<std::ptrdiff_t>(width), width, std::numeric_limits<float>::quiet_NaN());
  };
  const StreamingProblem clean = p;
  hidden(p.k, p.key_width);
  hidden(p.v, p.value_width);
  check::on_each_architecture([&](kernels::Architecture architecture) {
    REQUIRE(check::attend(p, architecture).output == check::attend(clean, architecture).output);
  });

  // Seen by the last query only: the others must not notice.
  p = clean;
  p.options.keys = StreamingOptions::unlimited;
  p.options.past = static_cast<std::ptrdiff_t>(p.m) - static_cast<std::ptrdiff_t>(p.n);
  hidden(p.v, p.value_width);
  check::on_each_architecture([&](kernels::Architecture architecture) {
    const std::vector<float> output = check::attend(p, architecture).output;
    const auto others = output.begin() + static_cast<std::ptrdiff_t>((p.n - 1) * p.value_width);
    REQUIRE(std::all_of(output.begin(), others, [](float number) { return std::isfinite(number); }));
    REQUIRE(std::all_of(others, output.end(), [](float number) { return std::isnan(number); }));
  });
}

TEST_CASE("streaming: keys are visible as the options say", "[streaming]") {
  const auto range = [](const StreamingOptions& options, std::size_t query) {
    const auto [first, end] = kernels::visible_keys(options, query, 10);
    return std::vector<std::size_t>{first, end};
  };
  using Range = std::vector<std::size_t>;
  StreamingOptions options;
  REQUIRE(range(options, 3) == Range{0, 10});
  options.causal = true;
  REQUIRE(range(options, 3) == Range{0, 4});
  options.past = 2;
  REQUIRE(range(options, 3) == Range{0, 6});
  options.left = 1;
  REQUIRE(range(options, 3) == Range{4, 6});
  options.keys = 5;
  REQUIRE(range(options, 3) == Range{4, 5});
  options.past = -4;
  REQUIRE(range(options, 3) == Range{0, 0});
  options.causal = false;
  options.right = 3;
  REQUIRE(range(options, 3) == Range{0, 3});
}
