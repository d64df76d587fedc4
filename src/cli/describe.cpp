#include "cli/describe.hpp"

#include <iostream>

#include "cli/command.hpp"
#include "cli/defaults.hpp"

namespace attention::cli {

namespace {

std::vector<Mechanism> mechanisms() {
  std::vector<Mechanism> list;
  list.reserve(names<Mechanism>.size());
  for (std::size_t i = 0; i < names<Mechanism>.size(); ++i) list.push_back(static_cast<Mechanism>(i));
  return list;
}

std::string compact(double number) { return Json(number).dump(); }

/// What a field takes, as Markdown.
std::string values(const Field& field) {
  switch (field.kind) {
    case FieldKind::tokens:
      return "text, or list of texts";
    case FieldKind::flag:
      return "`true`, `false`";
    case FieldKind::count:
    case FieldKind::seed:
      return std::to_string(static_cast<std::uint64_t>(field.minimum)) + " ... " +
             std::to_string(static_cast<std::uint64_t>(field.maximum));
    case FieldKind::number:
      return compact(field.minimum) + " ... " + compact(field.maximum);
    case FieldKind::choice: {
      std::string list;
      for (const std::string_view choice : field.choices) list.append(list.empty() ? "`" : ", `").append(choice) += '`';
      return list;
    }
    case FieldKind::group:
    case FieldKind::window:
    case FieldKind::weights:
      return "object";
    case FieldKind::pairs:
    case FieldKind::edits:
      return "list";
  }
  return {};
}

/// The default; where mechanisms differ, each of the rarer ones by name.
std::string default_text(const Field& field) {
  if (field.name == "tokens") return "required";
  if (field.kind == FieldKind::group) return "";
  if (const auto value = common_default(field)) return "`" + value->dump() + "`";
  const Json usual = default_of(field, Mechanism::key_value);
  std::string text = "`" + usual.dump() + "`";
  for (const Mechanism mechanism : mechanisms())
    if (const Json own = default_of(field, mechanism); own != usual)
      text.append("; ").append(name_of(mechanism)).append(": `").append(own.dump()).append("`");
  return text;
}

}  // namespace

void print_mechanisms(std::ostream& out) {
  for (const Mechanism mechanism : mechanisms()) {
    out << name_of(mechanism) << "\n ";
    for (const Field& field : fields())
      if (field.mechanisms.contains(mechanism) && field.kind != FieldKind::group) out << ' ' << path_of(field);
    out << '\n';
  }
}

void print_mechanisms_json(std::ostream& out) {
  Json list = Json::object();
  for (const Mechanism mechanism : mechanisms()) {
    Json& used = list[std::string(name_of(mechanism))] = Json::array();
    for (const Field& field : fields())
      if (field.mechanisms.contains(mechanism) && field.kind != FieldKind::group) used.push_back(path_of(field));
  }
  out << list.dump(1) << '\n';
}

void print_reference(std::ostream& out) {
  out << R"(# The fields of a scenario

A scenario is one JSON object. `version` (1), `mechanism` and `tokens` must be there; everything else has a default. A field
that the mechanism does not use has no effect; one that no mechanism knows is an error. Sizes are checked before anything is
allocated. `view` belongs to the page and is not read.

`attention list --reference` prints this page, and `attention list --schema` the same as a JSON Schema
([schema.json](schema.json)); both come from [field_list.hpp](field_list.hpp).

`mechanism` is one of )";
  for (const Mechanism mechanism : mechanisms())
    out << (mechanism == Mechanism{} ? "`" : ", `") << name_of(mechanism) << '`';
  out << ".\n\n| field | values | default | what | used by |\n| --- | --- | --- | --- | --- |\n";
  for (const Field& field : documented_fields())
    out << "| `" << path_of(field) << "` | " << values(field) << (field.nullable ? ", or `null`" : "") << " | "
        << default_text(field) << " | " << description(field) << " | " << users(field) << " |\n";
}

void list_command(const Arguments& arguments) {
  if (arguments.has("--schema"))
    print_schema(std::cout);
  else if (arguments.has("--reference"))
    print_reference(std::cout);
  else if (arguments.has("--json"))
    print_mechanisms_json(std::cout);
  else
    print_mechanisms(std::cout);
}

}  // namespace attention::cli
