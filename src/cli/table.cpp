#include "cli/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

#include "text/unicode.hpp"

namespace attention::cli {

namespace {

std::string format(float number) {
  if (std::isinf(number) && number < 0) return "hidden";
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.4f", static_cast<double>(number));
  return text.data();
}

/// Control characters of a token would move the cursor; a terminal shows U+FFFD instead.
std::string printable(const std::string& token) {
  std::string shown;
  for (const char letter : token) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20U || byte == 0x7FU)
      shown += "\xEF\xBF\xBD";
    else
      shown += letter;
  }
  return shown;
}

std::string right(const std::string& text, std::size_t width) {
  const std::size_t own = unicode::display_width(text);
  return std::string(own < width ? width - own : 0, ' ') + text;
}

}  // namespace

void print_table(std::ostream& out, const Matrix& matrix, const std::vector<std::string>& rows,
                 const std::vector<std::string>& columns) {
  std::vector<std::string> row_labels;
  std::size_t label_width = 0;
  for (const std::string& label : rows) {
    row_labels.push_back(printable(label));
    label_width = std::max(label_width, unicode::display_width(row_labels.back()));
  }
  std::vector<std::size_t> widths;
  out << right("", label_width);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const std::string label = printable(columns[j]);
    std::size_t width = unicode::display_width(label);
    for (std::size_t i = 0; i < rows.size(); ++i) width = std::max(width, format(matrix(i, j)).size());
    widths.push_back(width);
    out << "  " << right(label, width);
  }
  out << '\n';
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out << right(row_labels[i], label_width);
    for (std::size_t j = 0; j < columns.size(); ++j) out << "  " << right(format(matrix(i, j)), widths[j]);
    out << '\n';
  }
}

}  // namespace attention::cli
