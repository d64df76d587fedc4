#pragma once

#include <functional>
#include <random>
#include <vector>

#include "attention.hpp"
#include "reference/reference.hpp"

/// What several tests ask for.
namespace check {

/// Numbers of about unit size. The engine is std::mt19937, whose stream is the same everywhere; the last bits of the
/// numbers do not matter here.
attention::Matrix random_matrix(std::size_t rows, std::size_t columns, std::uint32_t seed);

attention::Matrix matrix(const reference::Table& rows);

/// Every number within tolerance * (1 + |expected|); equal infinities are equal.
void require_close(const attention::Matrix& got, const reference::Table& expected, double tolerance = 1e-5);

/// Builds an output from leaves; called anew for every shifted number.
using Build = std::function<attention::Value(attention::Graph&, const std::vector<attention::Value>& leaves)>;

/// Compares backward with central differences of sum(seed * output), for every number of every leaf.
void require_gradients(const std::vector<attention::Matrix>& leaves, const Build& build);

/// Every cell of every node: evaluating its explanation in double precision gives its value, and every factor is the
/// cell that it names, or a constant.
void require_explanations(const attention::Graph& graph);

/// Every cell of every gradient of sum(seed * output): evaluating its explanation gives it, and every factor is the
/// cell, or the gradient, that it names.
void require_gradient_explanations(const attention::Graph& graph, attention::Value output,
                                   const attention::Matrix& seed);

}  // namespace check
