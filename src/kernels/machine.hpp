#pragma once

#include <cstddef>
#include <cstdint>

/// The instruction sets that the kernels are compiled for.

namespace attention::kernels {

/// One of those that this machine has: static_cast<Architecture>(1) is the second best. Every call takes the best
/// unless told otherwise.
enum class Architecture : std::uint8_t { best };

/// How many there are on this machine.
std::size_t architecture_count() noexcept;

/// The name of one that there is.
const char* architecture_name(Architecture architecture = Architecture::best) noexcept;

}  // namespace attention::kernels
