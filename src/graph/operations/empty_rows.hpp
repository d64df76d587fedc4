#pragma once

#include <limits>

#include "names.hpp"

namespace attention::operations {

/// The weight of each of so many keys in a row that may attend nothing.
inline float weight_of_empty(EmptyRows convention, std::size_t count) {
  switch (convention) {
    case EmptyRows::nan:
      return std::numeric_limits<float>::quiet_NaN();
    case EmptyRows::uniform:
      return 1.0F / static_cast<float>(count);
    case EmptyRows::zero:
      break;
  }
  return 0.0F;
}

}  // namespace attention::operations
