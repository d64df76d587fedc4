#include "scenario/field.hpp"
#include "scenario/json_reader.hpp"
#include "scenario/scenario.hpp"

namespace attention {

namespace {

Json write(const std::vector<std::string>& tokens) { return tokens; }
Json write(std::size_t count) { return count; }
Json write(double number) { return number; }

Json write(const Window& window) { return Json::object({{"left", window.left}, {"right", window.right}}); }

Json write(const std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
  Json list = Json::array();
  for (const auto& [query, key] : pairs) list.push_back(Json::array({query, key}));
  return list;
}

Json write(const GivenMatrix& matrix) {
  if (const auto* rows = std::get_if<GivenMatrix::Rows>(&matrix.numbers)) return *rows;
  if (const auto* number = std::get_if<double>(&matrix.numbers)) return *number;
  return "I";
}

Json write(const std::vector<GivenMatrix>& weights) {
  Json object = Json::object();
  for (const GivenMatrix& matrix : weights) object[matrix.name] = write(matrix);
  return object;
}

Json write(const std::vector<Edit>& edits) {
  Json list = Json::array();
  for (const auto& [matrix, row, column, value] : edits)
    list.push_back(Json::object({{"matrix", matrix}, {"row", row}, {"column", column}, {"value", value}}));
  return list;
}

/// A member of type T, or of type optional<T>.
template <class T>
Json member(const Field& field, const Scenario& scenario) {
  if (!field.nullable) return write(field.of<T>(scenario));
  const auto& value = field.of<std::optional<T>>(scenario);
  return value ? write(*value) : Json(nullptr);
}

Json write_group(std::string_view group, const Scenario& scenario, Json object);

Json write_field(const Field& field, const Scenario& scenario) {
  switch (field.kind) {
    case FieldKind::tokens:
      return member<std::vector<std::string>>(field, scenario);
    case FieldKind::flag:
      return field.of<bool>(scenario);
    case FieldKind::count:
      return member<std::size_t>(field, scenario);
    case FieldKind::seed:
      return field.of<std::uint32_t>(scenario);
    case FieldKind::number:
      return member<double>(field, scenario);
    case FieldKind::choice:
      return field.choices[field.of<unsigned char>(scenario)];
    case FieldKind::window:
      return member<Window>(field, scenario);
    case FieldKind::pairs:
      return write(field.of<std::vector<std::pair<std::size_t, std::size_t>>>(scenario));
    case FieldKind::weights:
      return write(field.of<std::vector<GivenMatrix>>(scenario));
    case FieldKind::edits:
      return write(field.of<std::vector<Edit>>(scenario));
    case FieldKind::group:
      return write_group(field.name, scenario, Json::object());
  }
  return nullptr;
}

Json write_group(std::string_view group, const Scenario& scenario, Json object) {
  for (const Field& field : fields())
    if (field.group == group) object[field.name] = write_field(field, scenario);
  return object;
}

}  // namespace

std::string write_scenario(const Scenario& scenario) {
  return write_group({}, scenario, Json::object({{"version", 1}, {"mechanism", name_of(scenario.mechanism)}})).dump();
}

}  // namespace attention
