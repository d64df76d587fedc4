#include "scenario/field.hpp"
#include "scenario/json_reader.hpp"
#include "scenario/scenario.hpp"
#include "text/tokenise.hpp"

namespace attention {

namespace {

constexpr std::size_t version = 1;

void require_at_most(std::size_t got, std::size_t maximum, const std::string& path, std::string_view unit) {
  if (got <= maximum) return;
  throw Error(ErrorCode::too_large,
              path + ": expected at most " + digits(maximum) + " " + std::string(unit) + ", got " + digits(got), path,
              {{"maximum", digits(maximum)}, {"got", digits(got)}, {"unit", std::string(unit)}});
}

std::vector<std::string> read_tokens(const Json& value, const std::string& path) {
  std::vector<std::string> tokens;
  if (value.is_string()) {
    tokens = tokenise(json::text(value, path));
  } else {
    json::require_list(value, path, "list of tokens");
    require_at_most(value.size(), Limits::long_tokens, path, "tokens");
    for (std::size_t i = 0; i < value.size(); ++i) tokens.push_back(json::text(value[i], json::at(path, i)));
  }
  if (tokens.empty()) throw Error(ErrorCode::empty, path + ": there must be at least one token", path);
  require_at_most(tokens.size(), Limits::long_tokens, path, "tokens");
  for (std::size_t i = 0; i < tokens.size(); ++i)
    require_at_most(tokens[i].size(), Limits::token_bytes, json::at(path, i), "bytes");
  return tokens;
}

Window read_window(const Json& value, const std::string& path) {
  Window window;
  ObjectReader reader(value, path);
  if (const Json* left = reader.find("left"))
    window.left = json::count(*left, reader.path("left"), 0, Limits::long_tokens);
  if (const Json* right = reader.find("right"))
    window.right = json::count(*right, reader.path("right"), 0, Limits::long_tokens);
  reader.finish();
  return window;
}

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

Pairs read_pairs(const Json& value, const std::string& path) {
  Pairs pairs;
  json::require_list(value, path, "list of [query, key] pairs");
  for (std::size_t i = 0; i < value.size(); ++i) {
    const Json& pair = value[i];
    const std::string at = json::at(path, i);
    if (!pair.is_array() || pair.size() != 2) json::throw_wrong_type(at, "pair [query, key]", pair);
    pairs.emplace_back(json::count(pair[0], at + "[0]", 0, Limits::long_tokens),
                       json::count(pair[1], at + "[1]", 0, Limits::long_tokens));
  }
  return pairs;
}

GivenMatrix::Rows read_rows(const Json& value, const std::string& path, const Field& field) {
  GivenMatrix::Rows rows;
  json::require_list(value, path, "list of rows, \"I\" or number");
  for (std::size_t i = 0; i < value.size(); ++i) {
    const Json& row = value[i];
    const std::string at = json::at(path, i);
    json::require_list(row, at, "list of numbers");
    if (row.size() != value[0].size()) json::throw_wrong_type(at, "row as long as the first", row);
    std::vector<double>& numbers = rows.emplace_back();
    for (std::size_t j = 0; j < row.size(); ++j)
      numbers.push_back(json::number(row[j], json::at(at, j), field.minimum, field.maximum));
  }
  if (value.size() == 0 || value[0].size() == 0)
    throw Error(ErrorCode::empty, path + ": there must be at least one number", path);
  return rows;
}

GivenMatrix read_matrix(const std::string& name, const Json& value, const std::string& path, const Field& field) {
  if (value.is_number()) return {name, json::number(value, path, field.minimum, field.maximum)};
  if (value.is_string() && value.text() == "I") return {name, GivenMatrix::Identity{}};
  return {name, read_rows(value, path, field)};
}

std::vector<GivenMatrix> read_weights(const Json& value, const std::string& path, const Field& field) {
  if (!value.is_object()) json::throw_wrong_type(path, "object", value);
  std::vector<GivenMatrix> weights;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string& name = value.names()[i];
    require_at_most(name.size(), Limits::token_bytes, path, "bytes");
    weights.push_back(read_matrix(name, value[i], std::string(path).append(".").append(name), field));
  }
  return weights;
}

std::vector<Edit> read_edits(const Json& value, const std::string& path, const Field& field) {
  std::vector<Edit> edits;
  json::require_list(value, path, "list of edits");
  constexpr double largest = std::max(Limits::feed_forward_width, 4 * Limits::width);
  for (std::size_t i = 0; i < value.size(); ++i) {
    ObjectReader reader(value[i], json::at(path, i));
    Edit& edit = edits.emplace_back();
    edit.matrix = json::text(reader.require("matrix"), reader.path("matrix"));
    require_at_most(edit.matrix.size(), Limits::token_bytes, reader.path("matrix"), "bytes");
    edit.row = json::count(reader.require("row"), reader.path("row"), 0, largest);
    edit.column = json::count(reader.require("column"), reader.path("column"), 0, largest);
    edit.value = json::number(reader.require("value"), reader.path("value"), field.minimum, field.maximum);
    reader.finish();
  }
  return edits;
}

/// Sets a member of type T, or of type optional<T>.
template <class T>
void set(const Field& field, Scenario& scenario, T value) {
  if (field.nullable)
    field.of<std::optional<T>>(scenario) = std::move(value);
  else
    field.of<T>(scenario) = std::move(value);
}

void set_null(const Field& field, Scenario& scenario) {
  switch (field.kind) {
    case FieldKind::tokens:
      field.of<std::optional<std::vector<std::string>>>(scenario).reset();
      break;
    case FieldKind::number:
      field.of<std::optional<double>>(scenario).reset();
      break;
    case FieldKind::window:
      field.of<std::optional<Window>>(scenario).reset();
      break;
    default:
      field.of<std::optional<std::size_t>>(scenario).reset();
      break;
  }
}

void read_group(ObjectReader& reader, std::string_view group, Scenario& scenario);

void read_field(const Field& field, const Json& value, const std::string& path, Scenario& scenario) {
  if (field.nullable && value.is_null()) {
    set_null(field, scenario);
    return;
  }
  switch (field.kind) {
    case FieldKind::tokens:
      set(field, scenario, read_tokens(value, path));
      break;
    case FieldKind::flag:
      set(field, scenario, json::flag(value, path));
      break;
    case FieldKind::count:
      set(field, scenario, json::count(value, path, field.minimum, field.maximum));
      break;
    case FieldKind::seed:
      set(field, scenario, static_cast<std::uint32_t>(json::count(value, path, field.minimum, field.maximum)));
      break;
    case FieldKind::number:
      set(field, scenario, json::number(value, path, field.minimum, field.maximum));
      break;
    case FieldKind::choice:
      set(field, scenario, static_cast<unsigned char>(json::choice(value, path, field.choices_of(scenario.mechanism))));
      break;
    case FieldKind::window:
      set(field, scenario, read_window(value, path));
      break;
    case FieldKind::pairs:
      set(field, scenario, read_pairs(value, path));
      break;
    case FieldKind::weights:
      set(field, scenario, read_weights(value, path, field));
      break;
    case FieldKind::edits:
      set(field, scenario, read_edits(value, path, field));
      break;
    case FieldKind::group: {
      ObjectReader reader(value, path);
      read_group(reader, field.name, scenario);
      reader.finish();
      break;
    }
  }
}

void read_group(ObjectReader& reader, std::string_view group, Scenario& scenario) {
  for (const Field& field : fields()) {
    if (field.group != group) continue;
    if (const Json* value = reader.find(field.name)) read_field(field, *value, reader.path(field.name), scenario);
  }
}

/// Whole relations are of fewer tokens than a single row may be of.
void require_token_limit(const Scenario& scenario) {
  if (scenario.query && find_used("query", scenario.mechanism) != nullptr) return;
  require_at_most(scenario.tokens.size(), Limits::tokens, "tokens", "tokens");
  if (scenario.keys) require_at_most(scenario.keys->size(), Limits::tokens, "keys", "tokens");
  if (scenario.targets) require_at_most(scenario.targets->size(), Limits::tokens, "targets", "tokens");
}

void require_version(ObjectReader& reader) {
  const Json& value = reader.require("version");
  if (value.is_number() && value.number() == static_cast<double>(version)) return;
  throw Error(ErrorCode::unsupported_version, "version: expected " + digits(version) + ", got " + value.dump(),
              "version", {{"expected", digits(version)}, {"got", value.dump()}});
}

}  // namespace

Scenario default_scenario(Mechanism mechanism) {
  Scenario scenario;
  scenario.mechanism = mechanism;
  switch (mechanism) {
    case Mechanism::masked:
    case Mechanism::decoder:
    case Mechanism::linear:
      scenario.mask.causal = true;
      break;
    case Mechanism::bahdanau:
      scenario.cell = RecurrentCell::gated;
      break;
    case Mechanism::luong:
    case Mechanism::local:
      scenario.score = Score::bilinear;
      break;
    case Mechanism::memory:
      scenario.layers = 2;
      break;
    default:
      break;
  }
  return scenario;
}

Scenario read_scenario(std::string_view json) {
  require_at_most(json.size(), Limits::text_bytes, "scenario", "bytes");
  const Json root = parse_json(json);
  ObjectReader reader(root, {});
  require_version(reader);
  const std::size_t mechanism = json::choice(reader.require("mechanism"), "mechanism", names<Mechanism>);
  Scenario scenario = default_scenario(static_cast<Mechanism>(mechanism));
  reader.require("tokens");
  read_group(reader, {}, scenario);
  reader.find("view");  // the page's
  reader.finish();
  require_token_limit(scenario);
  return scenario;
}

}  // namespace attention
