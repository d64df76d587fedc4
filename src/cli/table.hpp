#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "tensor.hpp"

namespace attention::cli {

/// Prints a matrix with its labels, columns aligned also where characters are wide: four decimals, "hidden" for
/// -infinity.
void print_table(std::ostream& out, const Matrix& matrix, const std::vector<std::string>& rows,
                 const std::vector<std::string>& columns);

}  // namespace attention::cli
