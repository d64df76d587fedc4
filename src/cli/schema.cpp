#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/defaults.hpp"
#include "cli/describe.hpp"

namespace attention::cli {

namespace {

Json array_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json whole(double minimum, double maximum) {
  return {{"type", "integer"},
          {"minimum", static_cast<std::uint64_t>(minimum)},
          {"maximum", static_cast<std::uint64_t>(maximum)}};
}

Json number(const Field& field) { return {{"type", "number"}, {"minimum", field.minimum}, {"maximum", field.maximum}}; }

Json object_of(Json properties, Json required = Json::array()) {
  Json object{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) object["required"] = std::move(required);
  return object;
}

/// A text, which is split, or a list.
Json tokens() {
  Json list = array_of({{"type", "string"}, {"maxLength", Limits::token_bytes}});
  list["minItems"] = 1;
  list["maxItems"] = Limits::tokens;
  return {{"oneOf", {{{"type", "string"}, {"minLength", 1}}, list}}};
}

Json pairs() {
  Json pair = array_of(whole(0, Limits::tokens));
  pair["minItems"] = 2;
  pair["maxItems"] = 2;
  return array_of(pair);
}

Json matrices(const Field& field) {
  Json row = array_of(number(field));
  row["minItems"] = 1;
  Json rows = array_of(row);
  rows["minItems"] = 1;
  return {{"type", "object"}, {"additionalProperties", {{"oneOf", {rows, {{"const", "I"}}, number(field)}}}}};
}

Json edits(const Field& field) {
  const Json index{{"type", "integer"}, {"minimum", 0}};
  const Json name{{"type", "string"}, {"maxLength", Limits::token_bytes}};
  return array_of(object_of({{"matrix", name}, {"row", index}, {"column", index}, {"value", number(field)}},
                            {"matrix", "row", "column", "value"}));
}

Json group(std::string_view name);

Json kind(const Field& field) {
  switch (field.kind) {
    case FieldKind::tokens:
      return tokens();
    case FieldKind::flag:
      return {{"type", "boolean"}};
    case FieldKind::count:
    case FieldKind::seed:
      return whole(field.minimum, field.maximum);
    case FieldKind::number:
      return number(field);
    case FieldKind::choice:
      return {{"enum", field.choices}};
    case FieldKind::group:
      return group(field.name);
    case FieldKind::window:
      return object_of({{"left", whole(0, Limits::tokens)}, {"right", whole(0, Limits::tokens)}});
    case FieldKind::pairs:
      return pairs();
    case FieldKind::weights:
      return matrices(field);
    case FieldKind::edits:
      return edits(field);
  }
  return {};
}

Json property(const Field& field) {
  Json property = kind(field);
  if (field.nullable) property = {{"oneOf", {{{"type", "null"}}, std::move(property)}}};
  property["description"] = description(field);
  if (const auto value = common_default(field)) property["default"] = *value;
  return property;
}

Json properties(std::string_view name) {
  Json object = Json::object();
  for (const Field& field : documented_fields())
    if (field.group == name) object[std::string(field.name)] = property(field);
  return object;
}

Json group(std::string_view name) { return object_of(properties(name)); }

}  // namespace

void print_schema(std::ostream& out) {
  Json fields = {{"version", {{"const", 1}}},
                 {"mechanism", {{"enum", names<Mechanism>}, {"description", "What is computed."}}}};
  fields.update(properties({}));
  fields["view"] = {{"description", "The page's own; not read."}};
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "Scenario of the attention playground, version 1"}};
  schema.update(object_of(std::move(fields), {"version", "mechanism", "tokens"}));
  out << schema.dump(2) << '\n';
}

}  // namespace attention::cli
