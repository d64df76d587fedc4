#include <limits>

#include "scenario/json_parse.hpp"
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
    tokens = tokenise(ObjectReader::text(value, path));
  } else {
    if (!value.is_array()) ObjectReader::throw_wrong_type(path, "list of tokens", value);
    require_at_most(value.size(), Limits::tokens, path, "tokens");
    for (std::size_t i = 0; i < value.size(); ++i)
      tokens.push_back(ObjectReader::text(value[i], path + "[" + digits(i) + "]"));
  }
  if (tokens.empty()) throw Error(ErrorCode::empty, path + ": there must be at least one token", path);
  require_at_most(tokens.size(), Limits::tokens, path, "tokens");
  for (std::size_t i = 0; i < tokens.size(); ++i)
    require_at_most(tokens[i].size(), Limits::token_bytes, path + "[" + digits(i) + "]", "bytes");
  return tokens;
}

void read_window(ObjectReader& reader, MaskOptions& mask) {
  const Json* value = reader.find("window");
  if (value == nullptr) return;
  mask.window.reset();
  if (value->is_null()) return;
  ObjectReader window(*value, reader.path("window"));
  mask.window = Window{};
  window.read("left", mask.window->left, 0, Limits::tokens);
  window.read("right", mask.window->right, 0, Limits::tokens);
  window.finish();
}

void read_free(ObjectReader& reader, MaskOptions& mask) {
  const Json* value = reader.find("free");
  if (value == nullptr) return;
  const std::string path = reader.path("free");
  if (!value->is_array()) ObjectReader::throw_wrong_type(path, "list of [query, key] pairs", *value);
  mask.free.clear();
  for (std::size_t i = 0; i < value->size(); ++i) {
    const Json& pair = (*value)[i];
    const std::string at = path + "[" + digits(i) + "]";
    if (!pair.is_array() || pair.size() != 2) ObjectReader::throw_wrong_type(at, "pair [query, key]", pair);
    mask.free.emplace_back(ObjectReader::count(pair[0], at + "[0]", 0, Limits::tokens),
                           ObjectReader::count(pair[1], at + "[1]", 0, Limits::tokens));
  }
}

void read_mask(ObjectReader& reader, MaskOptions& mask) {
  const Json* value = reader.find("mask");
  if (value == nullptr) return;
  ObjectReader options(*value, "mask");
  options.read("causal", mask.causal);
  options.read("past", mask.past, 0, Limits::tokens);
  read_window(options, mask);
  options.read("padding", mask.padding, std::size_t{0}, Limits::tokens);
  read_free(options, mask);
  options.finish();
}

void read_sizes(ObjectReader& reader, Scenario& scenario) {
  const std::size_t smallest = 1;
  reader.read("width", scenario.width, smallest, Limits::width);
  reader.read("key_width", scenario.key_width, smallest, Limits::width);
  reader.read("value_width", scenario.value_width, smallest, Limits::width);
  reader.read("hidden_width", scenario.hidden_width, smallest, Limits::width);
  reader.read("heads", scenario.heads, smallest, Limits::heads);
  reader.read("steps", scenario.steps, smallest, Limits::tokens);
}

void require_version(ObjectReader& reader) {
  const Json& value = reader.require("version");
  if (value.is_number() && value.get<double>() == static_cast<double>(version)) return;
  throw Error(ErrorCode::unsupported_version, "version: expected " + digits(version) + ", got " + value.dump(),
              "version", {{"expected", digits(version)}, {"got", value.dump()}});
}

}  // namespace

Scenario default_scenario(Mechanism mechanism) {
  Scenario scenario;
  scenario.mechanism = mechanism;
  scenario.mask.causal = mechanism == Mechanism::masked;
  return scenario;
}

Scenario read_scenario(std::string_view json) {
  require_at_most(json.size(), Limits::text_bytes, "scenario", "bytes");
  const Json root = parse_json(json);
  ObjectReader reader(root, {});
  require_version(reader);
  Mechanism mechanism{};
  reader.require("mechanism");
  reader.read("mechanism", mechanism);

  Scenario scenario = default_scenario(mechanism);
  scenario.tokens = read_tokens(reader.require("tokens"), "tokens");
  if (const Json* keys = reader.find("keys"); keys != nullptr && !keys->is_null())
    scenario.keys = read_tokens(*keys, "keys");
  reader.read("score", scenario.score);
  reader.read("beta", scenario.beta, -Limits::factor, Limits::factor);
  reader.read("scale", scenario.scale, -Limits::factor, Limits::factor);
  // The smallest temperature keeps every difference of scores finite.
  reader.read("temperature", scenario.temperature, 0.001, Limits::temperature);
  read_sizes(reader, scenario);
  reader.read("bias", scenario.bias);
  std::size_t seed = scenario.seed;
  reader.read("seed", seed, 0, std::numeric_limits<std::uint32_t>::max());
  scenario.seed = static_cast<std::uint32_t>(seed);
  read_mask(reader, scenario.mask);
  reader.read("visited", scenario.visited);
  reader.read("cell", scenario.cell);
  reader.find("view");
  reader.finish();
  return scenario;
}

}  // namespace attention
