#include <cblas.h>

#include "cases.hpp"
#include "limits.hpp"
#include "problem.hpp"

namespace {

/// softmax(scale Q K^T) V head by head, the weights written out between the two products.
void attend(Problem& problem, std::vector<float>& weights) {
  const auto& [heads, n, m, d, causal] = problem.shape();
  const auto rows = static_cast<int>(n);
  const auto columns = static_cast<int>(m);
  const auto width = static_cast<int>(d);
  for (std::size_t h = 0; h < heads; ++h) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, columns, width, 1.0F,
                problem.queries().data() + h * n * d, width, problem.keys().data() + h * m * d, width, 0.0F,
                weights.data(), columns);
    limits::softmax_rows(problem.scale(), m, weights);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, width, columns, 1.0F, weights.data(), columns,
                problem.values().data() + h * m * d, width, 0.0F, problem.output().data() + h * n * d, width);
  }
}

}  // namespace

std::vector<Case> peer_cases(bool shrunk) {
  openblas_set_num_threads(1);
  const std::size_t n = shrunk ? 64 : 1024;
  const auto problem = std::make_shared<Problem>(Problem::Shape{shrunk ? 2U : 8U, n, n, 64});
  const auto weights = std::make_shared<std::vector<float>>(n * n);
  const std::string core = openblas_get_corename();
  return {{.name = "dense, OpenBLAS (" + core + ")",
           .flops = problem->forward_flops(),
           .run = [problem, weights] { attend(*problem, *weights); },
           .error =
               [problem, weights] {
                 attend(*problem, *weights);
                 return problem->output_error();
               }}};
}
