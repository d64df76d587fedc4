#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace attention::unicode {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t count>
bool within(const std::array<Range, count>& ranges, char32_t point) noexcept {
  return std::ranges::any_of(ranges, [point](Range range) { return point >= range.first && point <= range.last; });
}

bool continues(std::string_view text, std::size_t index) noexcept {
  return index < text.size() && (static_cast<unsigned char>(text[index]) & 0xC0U) == 0x80U;
}

}  // namespace

Decoded decode(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80U) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U) return {replacement, 1};
  char32_t point = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!continues(text, i)) return {replacement, 1};
    point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < smallest[bytes] || point > 0x10FFFF || surrogate) return {replacement, 1};
  return {point, bytes};
}

void append(std::string& text, char32_t point) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
    return;
  }
  if (point >= 0x10000) {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
  } else if (point >= 0x800) {
    put(0xE0U | (point >> 12U));
  }
  if (point >= 0x800)
    put(0x80U | ((point >> 6U) & 0x3FU));
  else
    put(0xC0U | (point >> 6U));
  put(0x80U | (point & 0x3FU));
}

bool is_space(char32_t point) noexcept {
  return within(std::array<Range, 8>{{{0x09, 0x0D},
                                      {0x20, 0x20},
                                      {0x85, 0x85},
                                      {0xA0, 0xA0},
                                      {0x2000, 0x200A},
                                      {0x2028, 0x2029},
                                      {0x202F, 0x202F},
                                      {0x3000, 0x3000}}},
                point);
}

bool is_ideograph(char32_t point) noexcept {
  return within(std::array<Range, 6>{{{0x2E80, 0x2FDF},      // radicals
                                      {0x3005, 0x3007},      // 々〆〇
                                      {0x3040, 0x30FF},      // kana
                                      {0x3400, 0x9FFF},      // Han
                                      {0xF900, 0xFAFF},      // compatibility Han
                                      {0x20000, 0x3FFFF}}},  // Han, planes 2 and 3
                point);
}

bool is_emoji(char32_t point) noexcept {
  return within(std::array<Range, 6>{{{0x2600, 0x27BF},
                                      {0x2B00, 0x2BFF},
                                      {0x1F000, 0x1F0FF},
                                      {0x1F100, 0x1F1E5},
                                      {0x1F200, 0x1F3FA},
                                      {0x1F400, 0x1FAFF}}},
                point);
}

bool is_regional_indicator(char32_t point) noexcept { return point >= 0x1F1E6 && point <= 0x1F1FF; }

bool is_extender(char32_t point) noexcept {
  return within(std::array<Range, 9>{{{0x0300, 0x036F},
                                      {0x0483, 0x0489},
                                      {0x0591, 0x05BD},
                                      {0x064B, 0x065F},
                                      {0x200C, 0x200D},
                                      {0x20D0, 0x20FF},
                                      {0xFE00, 0xFE0F},
                                      {0x1F3FB, 0x1F3FF},
                                      {0xE0020, 0xE007F}}},
                point);
}

bool is_punctuation(char32_t point) noexcept {
  return within(std::array<Range, 14>{{{0x21, 0x2F},
                                       {0x3A, 0x40},
                                       {0x5B, 0x5E},
                                       {0x60, 0x60},
                                       {0x7B, 0x7E},
                                       {0xA1, 0xBF},
                                       {0x2010, 0x2027},
                                       {0x2030, 0x205E},
                                       {0x3001, 0x3004},
                                       {0x3008, 0x3030},
                                       {0xFF01, 0xFF0F},
                                       {0xFF1A, 0xFF20},
                                       {0xFF3B, 0xFF40},
                                       {0xFF5B, 0xFF65}}},
                point);
}

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto [point, bytes] = decode(text);
    text.remove_prefix(bytes);
    const bool hangul = point >= 0xAC00 && point <= 0xD7A3;
    const bool full = (point >= 0x3001 && point <= 0x303E) || (point >= 0xFF01 && point <= 0xFF60);
    const bool wide = is_ideograph(point) || is_emoji(point) || is_regional_indicator(point) || hangul || full;
    width += is_extender(point) ? 0U : wide ? 2U : 1U;
  }
  return width;
}

}  // namespace attention::unicode
