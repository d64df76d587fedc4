#include "cli/defaults.hpp"

namespace attention::cli {

namespace {

template <class Visit>
void for_each_mechanism(Visit visit) {
  for (std::size_t i = 0; i < names<Mechanism>.size(); ++i) visit(static_cast<Mechanism>(i));
}

void append(std::string& list, std::string_view name) {
  list.append(list.empty() ? "`" : ", `").append(name).append("`");
}

/// "`score` is `additive`"
std::string condition(const Field& field) {
  std::string choices;
  for (const Field& other : fields())
    for (std::size_t i = 0; i < other.choices.size() && other.name == field.condition; ++i)
      if ((field.condition_choices >> i & 1U) != 0) append(choices, other.choices[i]);
  return "`" + std::string(field.condition) + "` is " + choices;
}

}  // namespace

std::string path_of(const Field& field) {
  return field.group.empty() ? std::string(field.name) : std::string(field.group).append(".").append(field.name);
}

Json default_of(const Field& field, Mechanism mechanism) {
  const Json scenario = Json::parse(write_scenario(default_scenario(mechanism)));
  const Json& object = field.group.empty() ? scenario : scenario.at(std::string(field.group));
  return object.at(std::string(field.name));
}

std::optional<Json> common_default(const Field& field) {
  if (field.kind == FieldKind::group || field.name == "tokens") return std::nullopt;
  const Json first = default_of(field, Mechanism{});
  bool same = true;
  for_each_mechanism([&](Mechanism mechanism) { same = same && default_of(field, mechanism) == first; });
  return same ? std::optional(first) : std::nullopt;
}

std::string users(const Field& field) {
  std::string list;
  bool all = true;
  for_each_mechanism([&](Mechanism mechanism) {
    if (field.mechanisms.contains(mechanism))
      append(list, name_of(mechanism));
    else
      all = false;
  });
  return all ? "all" : list;
}

std::string description(const Field& field) {
  std::string text(field.text);
  if (!field.condition.empty()) text.append(" Where ").append(condition(field)).append(".");
  return text;
}

}  // namespace attention::cli
