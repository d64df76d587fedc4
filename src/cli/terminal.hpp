#pragma once

#include <cstddef>
#include <cstdio>

namespace attention::cli {

/// Whether the file is read by somebody at a terminal.
bool is_terminal(std::FILE* file);

/// How many columns a line of standard output may take; nothing limits it unless that is a terminal.
std::size_t line_width();

}  // namespace attention::cli
