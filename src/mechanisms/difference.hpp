#pragma once

#include "tensor.hpp"

namespace attention {

/// to - from, number by number: what became of a matrix when something else was chosen. Both are (n, m), or the error
/// is shape_mismatch. Where both are the same infinity, as scores are that are hidden in both, they do not differ: 0.
Matrix difference(const Matrix& from, const Matrix& to);

}  // namespace attention
