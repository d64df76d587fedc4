#include "scenario/json.hpp"

#include <cmath>

#include "scenario/json_number.hpp"

namespace attention {

namespace {

/// RFC 8259, section 7: quotes, backslashes and control characters are escaped, and nothing else.
void write_text(std::string& out, std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  constexpr std::string_view plain = "\"\\\b\f\n\r\t";
  constexpr std::string_view escaped = "\"\\bfnrt";
  out += '"';
  for (const char letter : text) {
    if (const std::size_t short_form = plain.find(letter); short_form != std::string_view::npos) {
      (out += '\\') += escaped[short_form];
    } else if (const auto code = static_cast<unsigned char>(letter); code < 0x20U) {
      ((out += "\\u00") += hexadecimal[code >> 4U]) += hexadecimal[code & 0xFU];
    } else {
      out += letter;
    }
  }
  out += '"';
}

}  // namespace

Json::Json(Kind kind, double number) : kind_(kind), number_(number) {}
Json::Json(std::nullptr_t) {}
Json::Json(double number) : Json(Kind::number, number) {}
Json::Json(std::string text) : kind_(Kind::text), text_(std::move(text)) {}
Json::Json(std::string_view text) : Json(std::string(text)) {}
Json::Json(const char* text) : Json(std::string(text)) {}

Json Json::array(std::vector<Json> values) {
  Json list(Kind::array, 0.0);
  list.values_ = std::move(values);
  return list;
}

Json Json::object(std::initializer_list<std::pair<std::string_view, Json>> members) {
  Json object = Json::object();
  for (const auto& [name, value] : members) object[name] = value;
  return object;
}

Json Json::object() { return {Kind::object, 0.0}; }

const Json* Json::find(std::string_view name) const {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == name) return &values_[i];
  return nullptr;
}

Json& Json::operator[](std::string_view name) {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == name) return values_[i];
  names_.emplace_back(name);
  return values_.emplace_back();
}

void Json::write(std::string& out) const {
  switch (kind_) {
    case Kind::null:
      out += "null";
      break;
    case Kind::boolean:
      out += boolean() ? "true" : "false";
      break;
    case Kind::number:
      out += std::isfinite(number_) ? write_number(number_) : "null";
      break;
    case Kind::text:
      write_text(out, text_);
      break;
    case Kind::array:
    case Kind::object:
      out += is_array() ? '[' : '{';
      for (std::size_t i = 0; i < values_.size(); ++i) {
        if (i > 0) out += ',';
        if (is_object()) {
          write_text(out, names_[i]);
          out += ':';
        }
        values_[i].write(out);
      }
      out += is_array() ? ']' : '}';
  }
}

std::string Json::dump() const {
  std::string out;
  write(out);
  return out;
}

}  // namespace attention
