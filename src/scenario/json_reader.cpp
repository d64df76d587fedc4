#include "scenario/json_reader.hpp"

#include <algorithm>

namespace attention {

namespace {

[[noreturn]] void throw_out_of_range(const std::string& path, const std::string& minimum, const std::string& maximum,
                                     const std::string& got) {
  throw Error(ErrorCode::out_of_range, path + ": expected a number from " + minimum + " to " + maximum + ", got " + got,
              path, {{"minimum", minimum}, {"maximum", maximum}, {"got", got}});
}

/// What came, short enough for a message.
std::string excerpt(const Json& value) {
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  constexpr std::size_t longest = 40;
  return text.size() > longest ? text.substr(0, longest) + "..." : text;
}

}  // namespace

ObjectReader::ObjectReader(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
  if (!object.is_object()) throw_wrong_type(path_.empty() ? "scenario" : path_, "object", object);
}

std::string ObjectReader::path(std::string_view field) const {
  return path_.empty() ? std::string(field) : std::string(path_).append(".").append(field);
}

const Json* ObjectReader::find(std::string_view field) {
  known_.push_back(field);
  const auto found = object_.find(field);
  return found == object_.end() ? nullptr : &*found;
}

const Json& ObjectReader::require(std::string_view field) {
  const Json* value = find(field);
  if (value == nullptr) throw Error(ErrorCode::missing_field, path(field) + " is missing", path(field));
  return *value;
}

void ObjectReader::read(std::string_view field, bool& target) {
  const Json* value = find(field);
  if (value == nullptr) return;
  if (!value->is_boolean()) throw_wrong_type(path(field), "true or false", *value);
  target = value->get<bool>();
}

void ObjectReader::read(std::string_view field, std::size_t& target, std::size_t minimum, std::size_t maximum) {
  if (const Json* value = find(field)) target = count(*value, path(field), minimum, maximum);
}

std::size_t ObjectReader::count(const Json& value, const std::string& path, std::size_t minimum, std::size_t maximum) {
  if (!value.is_number()) throw_wrong_type(path, "whole number", value);
  // A negative or an overflowing number is a number out of range, not of the wrong type.
  const double number = value.get<double>();
  if (number != std::floor(number)) throw_wrong_type(path, "whole number", value);
  if (number < static_cast<double>(minimum) || number > static_cast<double>(maximum))
    throw_out_of_range(path, digits(minimum), digits(maximum), excerpt(value));
  return static_cast<std::size_t>(number);
}

void ObjectReader::read(std::string_view field, double& target, double minimum, double maximum) {
  const Json* value = find(field);
  if (value == nullptr) return;
  if (!value->is_number()) throw_wrong_type(path(field), "number", *value);
  const auto number = value->get<double>();
  if (number < minimum || number > maximum)
    throw_out_of_range(path(field), Json(minimum).dump(), Json(maximum).dump(), excerpt(*value));
  target = number;
}

void ObjectReader::finish() const {
  for (const auto& [field, value] : object_.items()) {
    if (std::ranges::find(known_, field) != known_.end()) continue;
    const std::string shown = field.size() > 40 ? excerpt(Json(field)) : field;
    throw Error(ErrorCode::unknown_field, "unknown field " + path(shown), path(shown), {{"field", shown}});
  }
}

const std::string& ObjectReader::text(const Json& value, const std::string& path) {
  if (!value.is_string()) throw_wrong_type(path, "text", value);
  return value.get_ref<const std::string&>();
}

void ObjectReader::throw_wrong_type(const std::string& path, std::string_view expected, const Json& got) {
  throw Error(ErrorCode::wrong_type, path + ": expected " + std::string(expected) + ", got " + excerpt(got), path,
              {{"expected", std::string(expected)}, {"got", excerpt(got)}});
}

void ObjectReader::throw_unknown_name(const std::string& path, const std::string& name,
                                      std::span<const std::string_view> expected) {
  std::string list;
  for (const std::string_view candidate : expected) list.append(list.empty() ? "" : ", ").append(candidate);
  const std::string got = excerpt(Json(name));
  throw Error(ErrorCode::unknown_name, path + ": expected one of " + list + ", got " + got, path,
              {{"expected", list}, {"got", got}});
}

}  // namespace attention
