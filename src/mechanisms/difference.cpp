#include "mechanisms/difference.hpp"

namespace attention {

Matrix difference(const Matrix& from, const Matrix& to) {
  require_shape(shape_of(from) == shape_of(to), "difference", describe(shape_of(from)), describe(shape_of(to)));
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
