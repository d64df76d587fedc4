#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "names.hpp"

namespace attention {

using Json = nlohmann::ordered_json;

/// Reads the fields of one JSON object. Every error names the field's path, what was expected and what came.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string path);

  /// The field, or nothing if it is absent.
  const Json* find(std::string_view field);
  /// The field; throws missing_field.
  const Json& require(std::string_view field);
  [[nodiscard]] std::string path(std::string_view field) const;

  void read(std::string_view field, bool& target);
  void read(std::string_view field, std::size_t& target, std::size_t minimum, std::size_t maximum);
  void read(std::string_view field, double& target, double minimum, double maximum);

  template <class Number, class Bound>
  void read(std::string_view field, std::optional<Number>& target, Bound minimum, Bound maximum) {
    const Json* value = find(field);
    if (value == nullptr) return;
    if (value->is_null()) return target.reset();
    Number number{};
    read(field, number, static_cast<Number>(minimum), static_cast<Number>(maximum));
    target = number;
  }

  template <class Enum>
  void read(std::string_view field, Enum& target) {
    const Json* value = find(field);
    if (value == nullptr) return;
    const std::string& name = text(*value, path(field));
    const auto known = from_name<Enum>(name);
    if (!known) throw_unknown_name(path(field), name, names<Enum>);
    target = *known;
  }

  /// Throws unknown_field if the object has a field that was never asked for.
  void finish() const;

  static const std::string& text(const Json& value, const std::string& path);
  [[noreturn]] static void throw_wrong_type(const std::string& path, std::string_view expected, const Json& got);
  static std::size_t count(const Json& value, const std::string& path, std::size_t minimum, std::size_t maximum);

 private:
  [[noreturn]] static void throw_unknown_name(const std::string& path, const std::string& name,
                                              std::span<const std::string_view> expected);

  const Json& object_;
  std::string path_;
  std::vector<std::string_view> known_;
};

}  // namespace attention
