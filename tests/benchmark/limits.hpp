#pragma once

#include <cstddef>
#include <span>

/// What the machine could do at most with the instruction set that the kernels take, and the peer's softmax.
namespace limits {

/// Multiplies and adds in registers, waiting for nothing; returns a number that depends on all of it.
float multiply_add(std::size_t rounds) noexcept;
/// The floating-point operations of one round.
double round_flops() noexcept;
/// The numbers in one register.
std::size_t lanes() noexcept;

/// Adds up numbers as fast as they can be loaded.
float read(std::span<const float> numbers) noexcept;

/// y = softmax(scale y) for each row of `columns`, with the kernels' own exponential.
void softmax_rows(float scale, std::size_t columns, std::span<float> y) noexcept;

}  // namespace limits
