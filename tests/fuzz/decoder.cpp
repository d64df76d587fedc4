#include "fuzz/decoder.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "fuzz/require.hpp"

namespace fuzz {

namespace {

using namespace attention;
using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

/// What the scenarios of one mechanism may hold.
struct Grammar {
  Json plain;                                        ///< the default scenario
  Json full;                                         ///< the same with something in every field that may be empty
  std::map<std::string, std::vector<Json>> choices;  ///< of the fields that hold a name
};

std::optional<Json> accepted(const Json& json) {
  try {
    return Json::parse(write_scenario(read_scenario(json.dump())));
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool empty(const Json& json) { return json.is_null() || (json.is_array() && json.empty()); }

/// Fills an empty field of `full` with the first thing that the reader takes there.
void fill(Grammar& grammar, const Pointer& field) {
  static const std::array<Json, 9> candidates{1,
                                              Json::object(),
                                              Json::array({"a"}),
                                              Json::array({0}),
                                              Json::array({Json::array({0, 0})}),
                                              Json::array({Json::object()}),
                                              Json::array({Json::array({1.0, 0.0}), Json::array({0.0, 1.0})}),
                                              "a",
                                              true};
  for (const Json& candidate : candidates) {
    Json tried = grammar.plain;
    tried[field] = candidate;
    const auto got = accepted(tried);
    if (got && got->contains(field) && !empty((*got)[field])) {
      grammar.full[field] = (*got)[field];
      return;
    }
  }
}

/// The names that may stand in a field, as the reader lists them when it meets another.
std::vector<Json> choices(Json json, const Pointer& field) {
  json[field] = "?";
  std::vector<Json> names;
  try {
    read_scenario(json.dump());
  } catch (const Error& error) {
    for (const auto& [key, value] : error.details()) {
      if (error.code() != ErrorCode::unknown_name || key != "expected") continue;
      for (std::size_t start = 0, end = 0; end != std::string::npos; start = end + 2) {
        end = value.find(", ", start);
        names.emplace_back(value.substr(start, end - start));
      }
    }
  }
  return names;
}

void learn(Grammar& grammar, const Pointer& field) {
  if (empty(grammar.full[field])) fill(grammar, field);
  const Json value = grammar.full[field];
  if (value.is_object())
    for (const auto& [name, member] : value.items()) learn(grammar, field / name);
  if (value.is_string()) grammar.choices[field.to_string()] = choices(grammar.full, field);
}

Grammar learn(std::string_view mechanism) {
  const Json given{{"version", 1}, {"mechanism", mechanism}, {"tokens", {"a", "b", "c"}}};
  Grammar grammar{Json::parse(write_scenario(read_scenario(given.dump()))), {}, {}};
  grammar.full = grammar.plain;
  for (const auto& [name, value] : grammar.plain.items()) learn(grammar, Pointer() / name);
  return grammar;
}

using Grammars = std::vector<Grammar>;

/// What needs names and shapes of matrices, which a scenario has when it has run: Decoder::give decodes these.
bool is_given(const std::string& field) { return field == "/weights" || field == "/edits"; }

/// One for each mechanism. A field that stays empty in all of them would go untested.
Grammars learn_all() {
  Grammars grammars;
  for (const std::string_view mechanism : names<Mechanism>) grammars.push_back(learn(mechanism));
  const Json flat = grammars.front().full.flatten();
  for (const auto& [name, value] : flat.items()) {
    bool known = is_given(name);
    for (const Grammar& grammar : grammars) known = known || !empty(grammar.full.value(Pointer(name), Json()));
    if (!known) fail(name + " is never anything but empty: tests/fuzz/decoder.cpp must learn what may stand there");
  }
  return grammars;
}

class Decoder {
 public:
  Decoder(const Grammar& grammar, Bytes& bytes) : grammar_(grammar), bytes_(bytes) {}

  Json scenario() {
    Json json = grammar_.plain;
    for (const auto& [name, value] : json.items())
      if (name != "version" && name != "mechanism" && !is_given("/" + name))
        value = decode(Pointer() / name, grammar_.full[name]);
    return json;
  }

  /// Gives one of the matrices of a run anew, and edits cells of others. False if the bytes say neither.
  bool give(Json& json, const Run& run) {
    const bool gives = bytes_.below(4) == 1;
    if (gives) {
      const Given& given = choose(run);
      const Shape shape = run.graph.shape(given.value);
      for (std::size_t i = 0; i < shape.rows; ++i)
        for (std::size_t j = 0; j < shape.columns; ++j) json["weights"][given.name][i][j] = moderate();
    }
    const std::size_t edits = bytes_.below(3);
    for (std::size_t i = 0; i < edits; ++i) {
      const Given& given = choose(run);
      const Shape shape = run.graph.shape(given.value);
      json["edits"].push_back({{"matrix", given.name},
                               {"row", bytes_.below(shape.rows)},
                               {"column", bytes_.below(shape.columns)},
                               {"value", moderate()}});
    }
    return gives || edits > 0;
  }

 private:
  const Given& choose(const Run& run) {
    require(!run.given.empty(), "a run starts from nothing");
    return run.given[bytes_.below(run.given.size())];
  }

  /// Of a size that no number of layers drives out of range.
  double moderate() {
    constexpr double steps = 64.0;
    return static_cast<double>(bytes_.below(256)) / steps - 2.0;
  }

  Json decode(const Pointer& field, const Json& full) {
    const bool optional = !grammar_.plain.contains(field) || empty(grammar_.plain[field]);
    if (optional && bytes_.below(2) == 0) return grammar_.plain.value(field, full);
    return some(field, full);
  }

  Json some(const Pointer& field, const Json& full) {
    if (full.is_boolean()) return bytes_.below(2) == 1;
    if (full.is_number_float()) return number();
    if (full.is_number()) return field.to_string().ends_with("/-") ? bytes_.below(longest) : count();
    if (full.is_string()) return text(field);
    if (full.is_array() && !full.empty()) return list(field, full);
    if (!full.is_object()) return full;
    Json object = Json::object();
    for (const auto& [name, member] : full.items()) object[name] = decode(field / name, member);
    return object;
  }

  Json list(const Pointer& field, const Json& full) {
    // Any number of things may be listed, but a list in a list (a pair, say) keeps its length.
    const bool inner = field.to_string().ends_with("/-");
    const std::size_t length = inner ? full.size() : bytes_.below(longest + 1);
    Json list = Json::array();
    for (std::size_t i = 0; i < length; ++i) list.push_back(some(field / "-", full[0]));
    return list;
  }

  Json text(const Pointer& field) {
    static const std::vector<Json> tokens{"the", "dog", "我们", "👍🏽", "", "a", "b"};
    const auto known = grammar_.choices.find(field.to_string());
    const std::vector<Json>& from = known == grammar_.choices.end() || known->second.empty() ? tokens : known->second;
    return from[bytes_.below(from.size())];
  }

  std::size_t count() {
    constexpr std::array<std::size_t, 10> counts{4, 0, 1, 2, 3, 5, 6, 8, 12, 16};
    return counts[bytes_.below(counts.size())];
  }

  double number() {
    constexpr std::array<double, 12> numbers{
        1.0, 0.5, -1.0, 2.0, 0.0, 0.25, 4.0, 0.1, 0.001, 10.0, Limits::factor, -Limits::factor};
    return numbers[bytes_.below(numbers.size())];
  }

  static constexpr std::size_t longest = 6;

  const Grammar& grammar_;
  Bytes& bytes_;
};

/// The field that an error blames: "mask.free[3]" is /mask/free.
Pointer blamed(const Error& error) {
  std::string path = "/" + error.path().substr(0, error.path().find('['));
  for (char& letter : path)
    if (letter == '.') letter = '/';
  return Pointer(path);
}

/// What was given fits by construction.
Run again(const Json& json) {
  try {
    return attention::run(read_scenario(json.dump()));
  } catch (const Error& error) {
    fail(std::string("what is given is refused: ") + error.what() + " in " + json.dump());
  }
}

/// Some options ask for NaN, and get it; with all others numbers are finite or hidden.
void forbid_nan(Json& json) {
  const Pointer empty("/mask/empty_rows");
  if (json.contains(empty) && json[empty] == "nan") json[empty] = "zero";
  const Pointer maximum("/subtract_maximum");
  if (json.contains(maximum)) json[maximum] = true;
}

}  // namespace

Run run(Bytes& bytes) {
  static const Grammars grammars = learn_all();
  const Grammar& grammar = grammars[bytes.below(grammars.size())];
  Decoder decoder(grammar, bytes);
  Json json = decoder.scenario();
  forbid_nan(json);
  // What does not go together gives way to the default: first the field that the error blames, then all of them.
  for (;;) {
    try {
      Run run = attention::run(read_scenario(json.dump()));
      return decoder.give(json, run) ? again(json) : std::move(run);
    } catch (const Error& error) {
      const Pointer field = blamed(error);
      if (!json.contains(field))
        fail(std::string("an error blames no field: ") + error.what() + " (" + error.path() + ") in " + json.dump());
      require(json != grammar.plain, "a default scenario is refused");
      const Json plain = grammar.plain.contains(field) ? grammar.plain[field] : Json();
      if (json[field] == plain)
        json = grammar.plain;
      else
        json[field] = plain;
    }
  }
}

}  // namespace fuzz
