#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "tensor.hpp"

namespace attention::cli {

/// Control characters of a token would move the cursor; a terminal shows U+FFFD instead.
std::string printable(const std::string& token);

/// Prints a matrix with its labels, columns aligned also where characters are wide: four decimals, "hidden" for
/// -infinity. Columns that the line has no room for follow below, under the same rows.
void print_table(std::ostream& out, const Matrix& matrix, const std::vector<std::string>& rows,
                 const std::vector<std::string>& columns, std::size_t line_width);

/// Rows of texts, each column as wide as its widest cell.
void print_cells(std::ostream& out, const std::vector<std::vector<std::string>>& rows);

}  // namespace attention::cli
