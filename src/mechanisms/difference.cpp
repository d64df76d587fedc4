#include "mechanisms/difference.hpp"

namespace attention {

Matrix difference(const Matrix& from, const Matrix& to) {
  if (shape_of(from) != shape_of(to)) throw_shape("difference", describe(shape_of(from)), describe(shape_of(to)));
  Matrix result = make_matrix(shape_of(from));
  const auto before = flat(from);
  const auto after = flat(to);
  const auto changed = flat(result);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    // Infinity less infinity would be no number.
    if (before[i] != after[i]) changed[i] = after[i] - before[i];
  }
  return result;
}

}  // namespace attention
