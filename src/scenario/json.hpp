#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attention {

/// A value of JSON (RFC 8259): null, true or false, a number in double precision, a text, an array or an object.
/// Objects keep the order of their members. (A library's would be a third of what a visitor of the page loads.)
class Json {
 public:
  Json(std::nullptr_t = nullptr);
  Json(double number);
  Json(std::string text);
  Json(std::string_view text);
  Json(const char* text);
  template <std::same_as<bool> Flag>
  Json(Flag value) : Json(Kind::boolean, value ? 1.0 : 0.0) {}
  template <std::integral Count>
    requires(!std::same_as<Count, bool>)
  Json(Count count) : Json(static_cast<double>(count)) {}
  template <class Value>
  Json(const std::vector<Value>& values) : Json(Kind::array, 0.0) {
    for (const Value& value : values) values_.emplace_back(value);
  }

  static Json array(std::vector<Json> values = {});
  static Json object(std::initializer_list<std::pair<std::string_view, Json>> members);
  static Json object();

  [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
  [[nodiscard]] bool is_boolean() const { return kind_ == Kind::boolean; }
  [[nodiscard]] bool is_number() const { return kind_ == Kind::number; }
  [[nodiscard]] bool is_string() const { return kind_ == Kind::text; }
  [[nodiscard]] bool is_array() const { return kind_ == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind_ == Kind::object; }

  // What it is must have been asked before.
  [[nodiscard]] bool boolean() const { return number_ != 0.0; }
  [[nodiscard]] double number() const { return number_; }
  [[nodiscard]] const std::string& text() const { return text_; }

  /// Of an array: its values.
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  const Json& operator[](std::size_t index) const { return values_[index]; }
  void push_back(Json value) { values_.push_back(std::move(value)); }

  /// Of an object: the names of its members, and the member of a name. Null is none; where there is none, the second
  /// adds it.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const Json* find(std::string_view name) const;
  Json& operator[](std::string_view name);

  /// The JSON text, without spaces. Numbers are written as JavaScript does: with the fewest digits that read as the
  /// same number again. What is not finite has no JSON and becomes null.
  [[nodiscard]] std::string dump() const;

 private:
  enum class Kind : unsigned char { null, boolean, number, text, array, object };

  Json(Kind kind, double number);
  void write(std::string& out) const;

  Kind kind_ = Kind::null;
  double number_ = 0.0;
  std::string text_;
  std::vector<std::string> names_;  // of an object, as many as values
  std::vector<Json> values_;
};

/// The JSON value of a text, in UTF-8. Where a name stands twice in an object, the last value counts. Throws
/// json_syntax with the position where it ends to be JSON, or where it nests deeper than any scenario does.
Json parse_json(std::string_view text);

}  // namespace attention
