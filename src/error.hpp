#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "names.hpp"

namespace attention {

/// The one exception of the library. The message says what was expected and what came; `path` names the field of the
/// scenario that caused it ("mask.window.left"), where there is one; `details` holds the numbers and names of the
/// message, so that a reader can say the same in another language.
class Error : public std::exception {
 public:
  using Details = std::vector<std::pair<std::string, std::string>>;

  Error(ErrorCode code, std::string message, std::string path = {}, Details details = {})
      : code_(code), message_(std::move(message)), path_(std::move(path)), details_(std::move(details)) {}

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const Details& details() const noexcept { return details_; }

 private:
  ErrorCode code_;
  std::string message_;
  std::string path_;
  Details details_;
};

/// The decimal digits of a count. (std::to_string would cost the web build 28 KB.)
std::string digits(std::size_t count);

/// The fewest digits that give the number back exactly: 0.1, 1e-08, 3. Infinities and NaN are inf, -inf and nan.
std::string decimal(float number);

/// Throws shape_mismatch, saying which operand of which operation has which shape, and which one was expected. Words
/// are only made where something is wrong: every node of a graph is looked at.
[[noreturn]] void throw_shape(std::string_view operation, std::string_view expected, std::string_view got);

}  // namespace attention
