#pragma once

#include <iosfwd>

#include "cli/compute.hpp"

namespace attention::cli {

/// Tells where a number came from: the formula with its numbers, then every term with the cells, or the gradients of
/// cells, that it was made of. As text or as JSON.
void tell(std::ostream& out, const Computed& computed, const Explanation& account, bool json);

}  // namespace attention::cli
