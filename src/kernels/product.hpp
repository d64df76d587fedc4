#pragma once

#include <span>

#include "kernels/machine.hpp"
#include "kernels/matrix.hpp"

/// Products of matrices of any shape, in float32, a panel of columns at a time. The result must not overlap the
/// operands.

namespace attention::kernels {

inline constexpr std::size_t panel_depth = 256;  ///< how many rows of the right operand are packed at once
inline constexpr std::size_t widest_panel = 48;  ///< the most columns, whatever the instruction set
inline constexpr std::size_t panel_alignment = 16;

/// How many numbers of scratch memory the calls below need, whatever the shapes.
std::size_t product_workspace() noexcept;

/// c(n, m) = a(n, k) b(k, m)
void product(Rows a, Rows b, MutableRows c, std::span<float> workspace,
             Architecture architecture = Architecture::best) noexcept;

/// c(n, m) = a(n, k) b(m, k)^T: all scores of queries and keys; or a linear layer, whose weights are stored so.
void product_transposed(Rows a, Rows b, MutableRows c, std::span<float> workspace,
                        Architecture architecture = Architecture::best) noexcept;

}  // namespace attention::kernels
