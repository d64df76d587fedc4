#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// As much of Unicode as splitting and aligning text takes.
namespace attention::unicode {

/// A code point and the bytes it took.
struct Decoded {
  char32_t point;
  std::size_t bytes;
};

/// Stands for what could not be read.
inline constexpr char32_t replacement = 0xFFFD;

/// The first code point of a text that is not empty. Broken UTF-8 yields U+FFFD and takes one byte.
Decoded decode(std::string_view text) noexcept;

/// Appends a code point in UTF-8.
void append(std::string& text, char32_t point);

bool is_space(char32_t point) noexcept;
/// Han characters and kana: written without spaces between words.
bool is_ideograph(char32_t point) noexcept;
bool is_emoji(char32_t point) noexcept;
bool is_regional_indicator(char32_t point) noexcept;
/// Marks, variation selectors, joiners and skin tones: they belong to what stands before them.
bool is_extender(char32_t point) noexcept;
bool is_punctuation(char32_t point) noexcept;

/// How many columns of a terminal the text takes: 2 for wide characters, 0 for marks.
std::size_t display_width(std::string_view text) noexcept;

}  // namespace attention::unicode
