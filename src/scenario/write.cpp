#include "scenario/json_reader.hpp"
#include "scenario/scenario.hpp"

namespace attention {

namespace {

template <class Number>
Json or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json write_mask(const MaskOptions& mask) {
  Json json;
  json["causal"] = mask.causal;
  json["past"] = mask.past;
  json["window"] = nullptr;
  if (mask.window) json["window"] = Json{{"left", mask.window->left}, {"right", mask.window->right}};
  json["padding"] = or_null(mask.padding);
  json["free"] = Json::array();
  for (const auto& [query, key] : mask.free) json["free"].push_back(Json::array({query, key}));
  return json;
}

}  // namespace

std::string write_scenario(const Scenario& scenario) {
  Json json;
  json["version"] = 1;
  json["mechanism"] = name_of(scenario.mechanism);
  json["tokens"] = scenario.tokens;
  json["keys"] = or_null(scenario.keys);
  json["score"] = name_of(scenario.score);
  json["beta"] = scenario.beta;
  json["scale"] = or_null(scenario.scale);
  json["temperature"] = scenario.temperature;
  json["width"] = scenario.width;
  json["key_width"] = scenario.key_width;
  json["value_width"] = scenario.value_width;
  json["hidden_width"] = scenario.hidden_width;
  json["heads"] = scenario.heads;
  json["bias"] = scenario.bias;
  json["seed"] = scenario.seed;
  json["mask"] = write_mask(scenario.mask);
  json["visited"] = scenario.visited;
  json["steps"] = or_null(scenario.steps);
  json["cell"] = name_of(scenario.cell);
  return json.dump();
}

}  // namespace attention
