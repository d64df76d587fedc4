#include "cli/terminal.hpp"

#include <limits>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace attention::cli {

bool is_terminal(std::FILE* file) {
#ifdef _WIN32
  return _isatty(_fileno(file)) != 0;
#else
  return isatty(fileno(file)) != 0;
#endif
}

std::size_t line_width() {
#ifndef _WIN32
  winsize size{};
  if (is_terminal(stdout) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
#endif
  return std::numeric_limits<std::size_t>::max();
}

}  // namespace attention::cli
