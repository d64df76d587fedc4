#pragma once

#include <span>

/// The inner loops, vectorised. Spans in, spans out; nothing is allocated; spans of one call have equal lengths unless
/// the comment says otherwise.

namespace attention::kernels {

/// sum_i x_i y_i, summed in double precision and rounded once.
float dot(std::span<const float> x, std::span<const float> y) noexcept;

/// y_i += factor * x_i
void add_scaled(float factor, std::span<const float> x, std::span<float> y) noexcept;

/// The largest x_i; -infinity of nothing. NaN if one is NaN.
float maximum(std::span<const float> x) noexcept;

/// y_i = exp((x_i - maximum) / temperature) / sum, the sum running over the row; the maximum is subtracted first. A row
/// of nothing but -infinity gives zeros: who may attend nothing, attends nothing. NaN anywhere makes the row NaN.
void softmax(std::span<const float> x, float temperature, std::span<float> y) noexcept;

/// The gradient of softmax: dx_i += y_i (dy_i - sum_j y_j dy_j) / temperature. Entries with y_j = 0 do not enter the
/// sum.
void softmax_backward(std::span<const float> y, std::span<const float> dy, float temperature,
                      std::span<float> dx) noexcept;

/// y_i = tanh(x_i)
void tanh(std::span<const float> x, std::span<float> y) noexcept;

/// y_i = 1 / (1 + exp(-x_i))
void sigmoid(std::span<const float> x, std::span<float> y) noexcept;

/// sum_i v_i tanh(q_i + k_i + b_i); an empty b counts as zeros.
float additive(std::span<const float> q, std::span<const float> k, std::span<const float> b,
               std::span<const float> v) noexcept;

}  // namespace attention::kernels
