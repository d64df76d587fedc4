#include "machine.hpp"

#include "dispatch.hpp"

namespace attention::kernels {

namespace {

template <class... Archs>
std::size_t count(xsimd::arch_list<Archs...> /*list*/) noexcept {
  if constexpr (sizeof...(Archs) == 1)
    return 1;
  else
    return (std::size_t{xsimd::available_architectures().has(Archs{})} + ...);
}

}  // namespace

std::size_t architecture_count() noexcept { return count(Architectures{}); }

const char* architecture_name(Architecture architecture) noexcept {
  return dispatch(architecture, [](auto arch) { return decltype(arch)::name(); });
}

}  // namespace attention::kernels
