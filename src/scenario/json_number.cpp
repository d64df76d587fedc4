#include "scenario/json_number.hpp"

#include <array>

#ifdef __EMSCRIPTEN__
#include <emscripten/em_js.h>
#else
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#endif

namespace attention {

#ifdef __EMSCRIPTEN__

// JavaScript has both directions, to the same bits. Those of the C++ library would be 20 KB more to load.
// clang-format off
EM_JS_DEPS(attention_numbers, "$UTF8ToString,$stringToUTF8")
EM_JS(double, attention_read_number, (const char* text, std::size_t size), { return Number(UTF8ToString(text, size)); })
EM_JS(std::size_t, attention_write_number, (double number, char* text, std::size_t size), { return stringToUTF8(String(number), text, size); })
// clang-format on

double read_number(std::string_view text) { return attention_read_number(text.data(), text.size()); }

std::string write_number(double number) {
  std::array<char, 32> text{};
  return {text.data(), attention_write_number(number, text.data(), text.size())};
}

#else

namespace {

/// Whether a number that no double can hold is too large, not too small: its decimal exponent says it.
bool is_large(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = std::min(text.find('.'), e);
  const long shift = e < text.size() ? std::strtol(std::string(text.substr(e + 1)).c_str(), nullptr, 10) : 0;
  return static_cast<double>(shift) + static_cast<double>(point) > static_cast<double>(text.find_first_of("123456789"));
}

}  // namespace

double read_number(std::string_view text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) return is_large(text) ? std::numeric_limits<double>::infinity() : 0.0;
  return number;
}

std::string write_number(double number) {
  if (number == 0.0) return "0";
  std::array<char, 32> text{};
  const char* const end =
      std::to_chars(text.data(), text.data() + text.size(), std::abs(number), std::chars_format::scientific).ptr;
  const std::string_view scientific(text.data(), static_cast<std::size_t>(end - text.data()));  // d.ddde-XX
  const std::size_t e = scientific.find('e');
  const int exponent = std::atoi(scientific.data() + e + 1);
  std::string digits(1, scientific[0]);
  if (e > 1) digits += scientific.substr(2, e - 2);
  const auto count = static_cast<int>(digits.size());
  const std::string sign = number < 0 ? "-" : "";

  if (exponent < -6 || exponent > 20)
    return sign + digits[0] + (count > 1 ? "." + digits.substr(1) : "") + (exponent < 0 ? "e-" : "e+") +
           std::to_string(std::abs(exponent));
  if (exponent < 0) return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (count <= exponent + 1) return sign + digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
  return sign + digits.insert(static_cast<std::size_t>(exponent) + 1, ".");
}

#endif

}  // namespace attention
