#include "scenario/link.hpp"

#include <cstdint>

#include "error.hpp"

namespace attention {

namespace {

constexpr std::string_view prefix = "#1.";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

[[noreturn]] void throw_broken(std::size_t position) {
  throw Error(ErrorCode::json_syntax, "the link is broken at character " + digits(position + 1), {},
              {{"position", digits(position + 1)}});
}

}  // namespace

bool is_link(std::string_view text) noexcept { return text.find(prefix) != std::string_view::npos; }

std::string read_link(std::string_view link) {
  const std::size_t start = link.find(prefix);
  if (start == std::string_view::npos) throw_broken(0);
  std::string json;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (std::size_t i = start + prefix.size(); i < link.size(); ++i) {
    const std::size_t digit = alphabet.find(link[i]);
    if (digit == std::string_view::npos) throw_broken(i);
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      json.push_back(static_cast<char>((bits >> count) & 0xFFU));
    }
  }
  return json;
}

}  // namespace attention
