#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "names.hpp"
#include "scenario/json.hpp"

namespace attention {

/// Single values of a JSON document. Every error names the path, what was expected and what came.
namespace json {

bool flag(const Json& value, const std::string& path);
std::size_t count(const Json& value, const std::string& path, double minimum, double maximum);
double number(const Json& value, const std::string& path, double minimum, double maximum);
const std::string& text(const Json& value, const std::string& path);

/// The position of a name among the choices. Throws unknown_name with all of them.
std::size_t choice(const Json& value, const std::string& path, std::span<const std::string_view> choices);

/// Throws wrong_type unless the value is a list.
void require_list(const Json& value, const std::string& path, std::string_view expected);

[[noreturn]] void throw_wrong_type(const std::string& path, std::string_view expected, const Json& got);

/// path[index]
std::string at(const std::string& path, std::size_t index);

}  // namespace json

/// Reads the fields of one JSON object, and knows which were asked for.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string path);

  /// The field, or nothing if it is absent.
  const Json* find(std::string_view field);
  /// The field; throws missing_field.
  const Json& require(std::string_view field);
  [[nodiscard]] std::string path(std::string_view field) const;

  /// Throws unknown_field if the object has a field that was never asked for.
  void finish() const;

 private:
  const Json& object_;
  std::string path_;
  std::vector<std::string_view> known_;
};

}  // namespace attention
