#pragma once

#include "architecture.hpp"
#include "streaming.hpp"

namespace attention::kernels {

/// The kernels of one instruction set. Their definitions stand in headers that only compiled_*.cpp see: each is
/// compiled for its own, and is called only where the machine has it.
template <class Arch>
struct Compiled {
  // streaming.hpp
  static void attention(Rows queries, Rows keys, Rows values, const Streaming& options, MutableRows output,
                        std::span<float> logsumexp, std::span<float> workspace) noexcept;
  static void attention_backward(const StreamingGradient& given, const Streaming& options, MutableRows queries,
                                 MutableRows keys, MutableRows values, std::span<float> workspace) noexcept;
  // rows.hpp
  static void exp(Rows x, MutableRows y) noexcept;
  static void exp2(Rows x, MutableRows y) noexcept;
  static void tanh(Rows x, MutableRows y) noexcept;
  static void softmax(Rows x, MutableRows y) noexcept;
  static void log_softmax(Rows x, MutableRows y) noexcept;
  static void layer_norm(Rows x, std::span<const float> gain, std::span<const float> bias, float epsilon,
                         MutableRows y) noexcept;
  // product.hpp
  static void product(Rows a, Rows b, MutableRows c, std::span<float> workspace) noexcept;
  static void product_transposed(Rows a, Rows b, MutableRows c, std::span<float> workspace) noexcept;
};

/// Memory in which the first number lies at a boundary of the vectors.
template <class Arch>
float* align(std::span<float> workspace) noexcept {
  constexpr std::size_t bytes = Arch::alignment();
  const auto address = reinterpret_cast<std::uintptr_t>(workspace.data());
  return workspace.data() + ((bytes - address % bytes) % bytes) / sizeof(float);
}

}  // namespace attention::kernels
