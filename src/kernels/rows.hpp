#pragma once

#include <span>

#include "kernels/machine.hpp"
#include "kernels/matrix.hpp"

/// Functions of each number, or of each row, of a matrix. The result has the shape of x and may lie in its place.
/// Unlike those of kernels.hpp, which the graph explains digit by digit, these run on the best instruction set there
/// is, and their last digits depend on it.

namespace attention::kernels {

/// y = e^x, within 2 units of the last place everywhere: denormal numbers, infinities and NaN are as they should be.
void exp_rows(Rows x, MutableRows y, Architecture architecture = Architecture::best) noexcept;

/// y = 2^x, likewise.
void exp2_rows(Rows x, MutableRows y, Architecture architecture = Architecture::best) noexcept;

/// y = tanh(x), likewise.
void tanh_rows(Rows x, MutableRows y, Architecture architecture = Architecture::best) noexcept;

/// y_ij = e^(x_ij - max_i) / sum_j e^(x_ij - max_i). A row of nothing but -infinity gives zeros; one with NaN or
/// infinity gives NaN.
void softmax_rows(Rows x, MutableRows y, Architecture architecture = Architecture::best) noexcept;

/// y_ij = x_ij - max_i - log sum_j e^(x_ij - max_i): the logarithm of softmax_rows.
void log_softmax_rows(Rows x, MutableRows y, Architecture architecture = Architecture::best) noexcept;

/// y_ij = gain_j (x_ij - mean_i) / sqrt(variance_i + epsilon) + bias_j, the variance that of the row as a whole (a sum
/// divided by its length). An empty gain counts as ones, an empty bias as zeros. Ba, Kiros and Hinton 2016.
void layer_norm_rows(Rows x, std::span<const float> gain, std::span<const float> bias, float epsilon, MutableRows y,
                     Architecture architecture = Architecture::best) noexcept;

}  // namespace attention::kernels
