#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tensor.hpp"

namespace attention {

/// Vectors(n, width) of n tokens: bell-shaped numbers of variance 1, drawn from the seed and the token's text, so that
/// the same token has the same vector wherever it stands and on every machine.
Matrix embed(std::span<const std::string> tokens, std::uint32_t seed, std::size_t width);

/// A parameter drawn from the seed and its name: bell-shaped numbers of mean 0 and the given standard deviation.
Matrix draw(std::uint32_t seed, std::string_view name, Shape shape, float deviation);

/// Numbers from [0, 1), drawn from the seed and the name, all of 24 bits.
Matrix draw_uniform(std::uint32_t seed, std::string_view name, Shape shape);

}  // namespace attention
