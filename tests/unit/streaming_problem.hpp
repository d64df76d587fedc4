#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/streaming.hpp"
#include "unit/architectures.hpp"

/// Random operands for streaming attention, and what naive loops in double precision say about them.
namespace check {

struct StreamingProblem {
  std::size_t n, m, key_width, value_width;
  attention::kernels::Streaming options;
  std::vector<float> q, k, v, output_gradient;
  std::vector<double> output, logsumexp, dq, dk, dv;

  void solve();
};

/// Any shape up to about `size` queries and 3 size keys, any options; not yet solved.
StreamingProblem random_streaming(std::uint32_t seed, std::size_t size);

struct StreamingResult {
  std::vector<float> output, logsumexp, dq, dk, dv;
};

/// The kernel's answer.
StreamingResult attend(const StreamingProblem& problem,
                       attention::kernels::Architecture architecture = attention::kernels::Architecture::best);
/// And its gradients, with the answer in `result`.
void differentiate(const StreamingProblem& problem, StreamingResult& result,
                   attention::kernels::Architecture architecture = attention::kernels::Architecture::best);

/// Every number within tolerance * (1 + |wanted|).
void require_close(const std::vector<float>& got, const std::vector<double>& wanted, double tolerance);

}  // namespace check
