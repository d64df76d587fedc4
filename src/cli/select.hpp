#pragma once

#include <optional>

#include "cli/compute.hpp"

namespace attention::cli {

/// The matrix of this name, and of the head and step that the arguments name. Refuses a name that there is not, with
/// those that there are.
Value select_matrix(const Run& run, const std::string& name, const Arguments& arguments);

/// Which options name a cell.
struct CellOptions {
  std::string_view row = "--row";
  std::string_view column = "--column";
};

/// The cell of a matrix that the options name; nothing where neither is given. Refuses one without the other, and a row
/// or a column that there is not.
std::optional<CellReference> select_cell(const Computed& computed, Value matrix, const Arguments& arguments,
                                         CellOptions options = {});

}  // namespace attention::cli
