#include "scenario/json_parse.hpp"

#include <cstdint>

namespace attention {

namespace {

/// Receives the parser's events and builds the value. Returning false ends the parsing.
class Builder {
 public:
  Json root;
  std::size_t error_position = 0;

  bool null() { return add(nullptr) != nullptr; }
  bool boolean(bool value) { return add(value) != nullptr; }
  bool number_integer(std::int64_t value) { return add(value) != nullptr; }
  bool number_unsigned(std::uint64_t value) { return add(value) != nullptr; }
  bool number_float(double value, const std::string& /*text*/) { return add(value) != nullptr; }
  bool string(std::string& value) { return add(std::move(value)) != nullptr; }
  static bool binary(Json::binary_t& /*value*/) { return false; }  // JSON text has none

  bool start_object(std::size_t /*size*/) { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) { return open(Json::array()); }
  bool key(std::string& name) {
    key_ = std::move(name);
    return true;
  }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t position, const std::string& /*token*/, const Json::exception& /*error*/) {
    error_position = position;
    return false;
  }

 private:
  static constexpr std::size_t deepest = 32;

  /// Where the next value belongs: the document, or the innermost open array or object.
  Json* add(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }

  bool open(Json container) {
    if (open_.size() == deepest) return false;
    open_.push_back(add(std::move(container)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Json*> open_;
  std::string key_;
};

}  // namespace

Json parse_json(std::string_view text) {
  Builder builder;
  if (Json::sax_parse(text, &builder)) return std::move(builder.root);
  const std::string position = builder.error_position == 0 ? "?" : digits(builder.error_position);
  throw Error(ErrorCode::json_syntax, "the scenario is not JSON: something is wrong at byte " + position, {},
              {{"position", position}});
}

}  // namespace attention
