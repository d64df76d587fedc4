#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "kernels/streaming.hpp"

/// The operands of one case of the benchmark, the calls that are timed, and how far they are from naive loops in double
/// precision.
class Problem {
 public:
  struct Shape {
    std::size_t heads = 1;
    std::size_t queries = 1;
    std::size_t keys = 1;
    std::size_t width = 1;
    bool causal = false;
  };

  explicit Problem(Shape shape);

  void forward() noexcept;
  void backward() noexcept;

  /// The largest difference of the output, and of the three gradients. Long outputs are looked at in some rows of
  /// each head.
  [[nodiscard]] double forward_error();
  [[nodiscard]] double output_error() const;  ///< of whoever wrote the output
  [[nodiscard]] double backward_error();

  /// Multiplications and additions that the result needs: 4 per query, key that it sees and feature forwards. Backwards
  /// 10, since there are five products instead of two: the scores once more, dP, dQ, dK, dV.
  [[nodiscard]] double forward_flops() const noexcept { return 4.0 * pairs(); }
  [[nodiscard]] double backward_flops() const noexcept { return 10.0 * pairs(); }
  /// What is read at least: all keys and values.
  [[nodiscard]] double bytes() const noexcept;

  [[nodiscard]] const Shape& shape() const noexcept { return shape_; }
  [[nodiscard]] float scale() const noexcept { return options_.scale; }
  [[nodiscard]] std::span<const float> queries() const noexcept { return queries_; }
  [[nodiscard]] std::span<const float> keys() const noexcept { return keys_; }
  [[nodiscard]] std::span<const float> values() const noexcept { return values_; }
  [[nodiscard]] std::span<float> output() noexcept { return output_; }

 private:
  [[nodiscard]] double pairs() const noexcept;
  [[nodiscard]] std::vector<double> weights(std::size_t head, std::size_t query) const;

  Shape shape_;
  attention::kernels::Streaming options_;
  std::vector<float> queries_, keys_, values_, output_, logsumexp_;
  std::vector<float> output_gradient_, query_gradient_, key_gradient_, value_gradient_;
  std::vector<float> workspace_;
};
