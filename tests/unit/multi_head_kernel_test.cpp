#include "kernels/multi_head.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "unit/architectures.hpp"

namespace kernels = attention::kernels;

namespace {

/// Operands of several heads, and what is computed of them.
struct Problem {
  std::size_t heads, key_heads, n, m, key_width, value_width;
  kernels::Streaming options;
  std::vector<float> slopes, q, k, v, output_gradient;

  [[nodiscard]] kernels::MultiHead given() const {
    return {of(q, heads, n, key_width), of(k, key_heads, m, key_width), of(v, key_heads, m, value_width), options,
            slopes};
  }
  static kernels::Heads<const float> of(const std::vector<float>& numbers, std::size_t heads, std::size_t rows,
                                        std::size_t columns) {
    return {{numbers.data(), rows, columns, columns}, heads, rows * columns};
  }
  static kernels::Heads<float> of(std::vector<float>& numbers, std::size_t heads, std::size_t rows,
                                  std::size_t columns) {
    return {{numbers.data(), rows, columns, columns}, heads, rows * columns};
  }
};

struct Answer {
  std::vector<float> output, logsumexp, dq, dk, dv;
  bool operator==(const Answer&) const = default;
};

Problem random_problem(std::uint32_t seed) {
  std::mt19937 engine(seed);
  const auto below = [&engine](std::size_t end) { return static_cast<std::size_t>(engine()) % end; };
  const std::size_t key_heads = 1 + below(2);
  const std::size_t heads = key_heads * (1 + below(2));
  const std::size_t n = seed % 3 == 0 ? 192 + below(30) : 1 + below(40);  // often more than one task takes
  Problem p{heads, key_heads, n, 1 + below(40), 1 + below(12), 1 + below(12), {}, {}, {}, {}, {}, {}};
  p.options.causal = below(2) == 0;
  p.options.past = static_cast<std::ptrdiff_t>(below(80)) - 20;
  if (below(3) == 0) p.options.left = below(90);
  if (below(2) == 0)
    for (std::size_t h = 0; h < heads; ++h) p.slopes.push_back(static_cast<float>(h + 1) / 16.0F);
  std::uniform_real_distribution<float> distribution(-1.0F, 1.0F);
  for (const auto& [numbers, count] : {std::pair{&p.q, heads * n * p.key_width},
                                       {&p.k, key_heads * p.m * p.key_width},
                                       {&p.v, key_heads * p.m * p.value_width},
                                       {&p.output_gradient, heads * n * p.value_width}})
    for (std::size_t i = 0; i < count; ++i) numbers->push_back(distribution(engine));
  return p;
}

Answer solve(const Problem& p, const kernels::Machine& machine) {
  Answer answer{std::vector<float>(p.output_gradient.size()), std::vector<float>(p.heads * p.n),
                std::vector<float>(p.q.size()), std::vector<float>(p.k.size()), std::vector<float>(p.v.size())};
  std::vector<float> workspace(kernels::multi_head_workspace(p.key_width, p.value_width, machine));
  kernels::multi_head_attention(p.given(), Problem::of(answer.output, p.heads, p.n, p.value_width), answer.logsumexp,
                                workspace, machine);
  const std::vector<float>& output = answer.output;
  kernels::multi_head_attention_backward(p.given(),
                                         {Problem::of(output, p.heads, p.n, p.value_width), answer.logsumexp,
                                          Problem::of(p.output_gradient, p.heads, p.n, p.value_width)},
                                         Problem::of(answer.dq, p.heads, p.n, p.key_width),
                                         Problem::of(answer.dk, p.key_heads, p.m, p.key_width),
                                         Problem::of(answer.dv, p.key_heads, p.m, p.value_width), workspace, machine);
  return answer;
}

/// Head by head, all queries at once.
Answer solve_one_by_one(const Problem& p, kernels::Architecture architecture) {
  Answer answer{std::vector<float>(p.output_gradient.size()), std::vector<float>(p.heads * p.n),
                std::vector<float>(p.q.size()), std::vector<float>(p.k.size()), std::vector<float>(p.v.size())};
  std::vector<float> workspace(kernels::streaming_workspace(p.key_width, p.value_width));
  const kernels::MultiHead given = p.given();
  for (std::size_t h = 0; h < p.heads; ++h) {
    kernels::Streaming options = p.options;
    if (!p.slopes.empty()) options.slope = p.slopes[h];
    const std::size_t group = h / (p.heads / p.key_heads);
    const kernels::MutableRows output = Problem::of(answer.output, p.heads, p.n, p.value_width).head(h);
    const auto logsumexp = std::span(answer.logsumexp).subspan(h * p.n, p.n);
    kernels::streaming_attention(given.queries.head(h), given.keys.head(group), given.values.head(group), options,
                                 output, logsumexp, workspace, architecture);
    kernels::streaming_attention_backward({given.queries.head(h),
                                           given.keys.head(group),
                                           given.values.head(group),
                                           {output.data, output.rows, output.columns, output.stride},
                                           logsumexp,
                                           Problem::of(p.output_gradient, p.heads, p.n, p.value_width).head(h)},
                                          options, Problem::of(answer.dq, p.heads, p.n, p.key_width).head(h),
                                          Problem::of(answer.dk, p.key_heads, p.m, p.key_width).head(group),
                                          Problem::of(answer.dv, p.key_heads, p.m, p.value_width).head(group),
                                          workspace, architecture);
  }
  return answer;
}

void require_close(const std::vector<float>& got, const std::vector<float>& wanted) {
  for (std::size_t i = 0; i < got.size(); ++i)
    if (got[i] != wanted[i]) REQUIRE(std::abs(got[i] - wanted[i]) <= 1e-4F * (1.0F + std::abs(wanted[i])));
}

}  // namespace

TEST_CASE("multi-head: equals its heads, and is the same bits for any number of threads", "[streaming]") {
  for (std::uint32_t seed = 1; seed <= 15; ++seed) {
    const Problem p = random_problem(seed);
    check::on_each_architecture([&](kernels::Architecture architecture) {
      INFO("seed " << seed << " on " << kernels::architecture_name(architecture));
      const Answer alone = solve(p, {1, architecture});
      const Answer one_by_one = solve_one_by_one(p, architecture);
      require_close(alone.output, one_by_one.output);
      require_close(alone.logsumexp, one_by_one.logsumexp);
      require_close(alone.dq, one_by_one.dq);
      require_close(alone.dk, one_by_one.dk);
      require_close(alone.dv, one_by_one.dv);
      for (const std::size_t threads : {2U, 5U}) REQUIRE((solve(p, {threads, architecture}) == alone));
    });
  }
}
