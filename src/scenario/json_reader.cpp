#include "scenario/json_reader.hpp"

#include <algorithm>
#include <cmath>

namespace attention {

namespace {

[[noreturn]] void throw_out_of_range(const std::string& path, const std::string& minimum, const std::string& maximum,
                                     const std::string& got) {
  throw Error(ErrorCode::out_of_range, path + ": expected a number from " + minimum + " to " + maximum + ", got " + got,
              path, {{"minimum", minimum}, {"maximum", maximum}, {"got", got}});
}

/// What came, short enough for a message.
std::string excerpt(const Json& value) {
  std::string text = value.dump();
  constexpr std::size_t longest = 40;
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not within a character
  return text.substr(0, end) + "...";
}

}  // namespace

namespace json {

bool flag(const Json& value, const std::string& path) {
  if (!value.is_boolean()) throw_wrong_type(path, "true or false", value);
  return value.boolean();
}

std::size_t count(const Json& value, const std::string& path, double minimum, double maximum) {
  if (!value.is_number()) throw_wrong_type(path, "whole number", value);
  // A negative or an overflowing number is a number out of range, not of the wrong type.
  const double number = value.number();
  if (number != std::floor(number)) throw_wrong_type(path, "whole number", value);
  if (number < minimum || number > maximum)
    throw_out_of_range(path, digits(static_cast<std::size_t>(minimum)), digits(static_cast<std::size_t>(maximum)),
                       excerpt(value));
  return static_cast<std::size_t>(number);
}

double number(const Json& value, const std::string& path, double minimum, double maximum) {
  if (!value.is_number()) throw_wrong_type(path, "number", value);
  const double number = value.number();
  if (number < minimum || number > maximum)
    throw_out_of_range(path, Json(minimum).dump(), Json(maximum).dump(), excerpt(value));
  return number;
}

const std::string& text(const Json& value, const std::string& path) {
  if (!value.is_string()) throw_wrong_type(path, "text", value);
  return value.text();
}

std::size_t choice(const Json& value, const std::string& path, std::span<const std::string_view> choices) {
  const std::string& name = text(value, path);
  const auto found = std::ranges::find(choices, name);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  std::string list;
  for (const std::string_view candidate : choices) list.append(list.empty() ? "" : ", ").append(candidate);
  const std::string got = excerpt(value);
  throw Error(ErrorCode::unknown_name, path + ": expected one of " + list + ", got " + got, path,
              {{"expected", list}, {"got", got}});
}

void require_list(const Json& value, const std::string& path, std::string_view expected) {
  if (!value.is_array()) throw_wrong_type(path, expected, value);
}

void throw_wrong_type(const std::string& path, std::string_view expected, const Json& got) {
  throw Error(ErrorCode::wrong_type, path + ": expected " + std::string(expected) + ", got " + excerpt(got), path,
              {{"expected", std::string(expected)}, {"got", excerpt(got)}});
}

std::string at(const std::string& path, std::size_t index) { return path + "[" + digits(index) + "]"; }

}  // namespace json

ObjectReader::ObjectReader(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
  if (!object.is_object()) json::throw_wrong_type(path_.empty() ? "scenario" : path_, "object", object);
}

std::string ObjectReader::path(std::string_view field) const {
  return path_.empty() ? std::string(field) : std::string(path_).append(".").append(field);
}

const Json* ObjectReader::find(std::string_view field) {
  known_.push_back(field);
  return object_.find(field);
}

const Json& ObjectReader::require(std::string_view field) {
  const Json* value = find(field);
  if (value == nullptr) throw Error(ErrorCode::missing_field, path(field) + " is missing", path(field));
  return *value;
}

void ObjectReader::finish() const {
  for (const std::string& field : object_.names()) {
    if (std::ranges::find(known_, field) != known_.end()) continue;
    const std::string shown = field.size() > 40 ? excerpt(Json(field)) : field;
    throw Error(ErrorCode::unknown_field, "unknown field " + path(shown), path(shown), {{"field", shown}});
  }
}

}  // namespace attention
