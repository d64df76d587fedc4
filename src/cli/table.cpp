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

constexpr std::size_t gap = 2;

/// A head and what stands below it.
struct Column {
  std::vector<std::string> cells;
  std::size_t width = 0;
};

Column make_column(const std::string& head, const std::vector<std::string>& texts) {
  Column column{{printable(head)}};
  for (const std::string& text : texts) column.cells.push_back(printable(text));
  for (const std::string& cell : column.cells) column.width = std::max(column.width, unicode::display_width(cell));
  return column;
}

std::string right(const std::string& text, std::size_t width) {
  const std::size_t own = unicode::display_width(text);
  return std::string(own < width ? width - own : 0, ' ') + text;
}

void print_block(std::ostream& out, const std::vector<Column>& columns, std::size_t lines) {
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t j = 0; j < columns.size(); ++j)
      out << std::string(j == 0 ? 0 : gap, ' ') << right(columns[j].cells[line], columns[j].width);
    out << '\n';
  }
}

}  // namespace

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

void print_table(std::ostream& out, const Matrix& matrix, const std::vector<std::string>& rows,
                 const std::vector<std::string>& columns, std::size_t line_width) {
  const Column names = make_column("", rows);
  for (std::size_t first = 0; first < columns.size();) {
    std::vector<Column> block{names};
    std::size_t width = names.width;
    for (; first < columns.size(); ++first) {
      std::vector<std::string> numbers;
      numbers.reserve(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) numbers.push_back(format(matrix(i, first)));
      Column column = make_column(columns[first], numbers);
      if (block.size() > 1 && width + gap + column.width > line_width) break;
      width += gap + column.width;
      block.push_back(std::move(column));
    }
    print_block(out, block, rows.size() + 1);
    if (first < columns.size()) out << '\n';
  }
}

void print_cells(std::ostream& out, const std::vector<std::vector<std::string>>& rows) {
  std::vector<Column> columns;
  for (std::size_t j = 0; j < rows[0].size(); ++j) {
    std::vector<std::string> below;
    below.reserve(rows.size());
    for (std::size_t i = 1; i < rows.size(); ++i) below.push_back(rows[i][j]);
    columns.push_back(make_column(rows[0][j], below));
  }
  print_block(out, columns, rows.size());
}

}  // namespace attention::cli
