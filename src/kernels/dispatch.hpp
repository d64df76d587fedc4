#pragma once

#include "architecture.hpp"
#include "machine.hpp"

namespace attention::kernels {

template <class Kernel, class Last>
auto walk(std::size_t /*choice*/, xsimd::arch_list<Last> /*list*/, const Kernel& kernel) noexcept {
  return kernel(Last{});
}

template <class Kernel, class First, class Second, class... Rest>
auto walk(std::size_t choice, xsimd::arch_list<First, Second, Rest...> /*list*/, const Kernel& kernel) noexcept {
  if (xsimd::available_architectures().has(First{})) {
    if (choice == 0) return kernel(First{});
    --choice;
  }
  return walk(choice, xsimd::arch_list<Second, Rest...>{}, kernel);
}

/// kernel(Arch{}) for the chosen one of this machine's instruction sets, as xsimd::dispatch does for the best. One
/// beyond the last is the last.
template <class Kernel>
auto dispatch(Architecture choice, const Kernel& kernel) noexcept {
  return walk(static_cast<std::size_t>(choice), Architectures{}, kernel);
}

}  // namespace attention::kernels
