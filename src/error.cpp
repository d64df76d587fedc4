#include "error.hpp"

#include <array>
#include <charconv>

namespace attention {

std::string digits(std::size_t count) {
  std::array<char, 24> text{};
  const char* const end = std::to_chars(text.data(), text.data() + text.size(), count).ptr;
  return {static_cast<const char*>(text.data()), end};
}

std::string decimal(float number) {
  std::array<char, 24> text{};
  const char* const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {static_cast<const char*>(text.data()), end};
}

void throw_shape(std::string_view operation, std::string_view expected, std::string_view got) {
  std::string message(operation);
  message.append(": expected ").append(expected).append(", got ").append(got);
  throw Error(ErrorCode::shape_mismatch, std::move(message), {},
              {{"expected", std::string(expected)}, {"got", std::string(got)}});
}

}  // namespace attention
