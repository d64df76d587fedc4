#include <emscripten/bind.h>

#include <memory>

#include "compute.hpp"
#include "web_run.hpp"

/// What JavaScript sees of the library.

namespace attention::web {

namespace {

std::unique_ptr<WebRun> run_scenario(const std::string& scenario) {
  return guarded([&] { return std::make_unique<WebRun>(read_scenario(scenario)); });
}

Mechanism mechanism_of(const std::string& name) {
  const auto known = from_name<Mechanism>(name);
  if (!known) throw Error(ErrorCode::unknown_name, "unknown mechanism " + name, "mechanism", {{"got", name}});
  return *known;
}

std::string defaults(const std::string& mechanism) {
  return guarded([&] { return write_scenario(default_scenario(mechanism_of(mechanism))); });
}

FieldList fields_of(const std::string& mechanism) {
  return guarded([&] { return convert_fields(mechanism_of(mechanism)); });
}

TextList tokenize(const std::string& text) { return convert(tokenise(text)); }

}  // namespace

EMSCRIPTEN_BINDINGS(attention) {
  using emscripten::class_;
  using emscripten::function;
  using emscripten::register_type;

  register_type<NodeList>(node_list_type());
  register_type<ExplanationValue>(explanation_type());
  register_type<ChoicesValue>(choices_type());
  register_type<FieldList>(field_list_type());
  register_type<GivenList>(given_list_type());
  register_type<SpreadValue>("{ entropy: number; distance: number }");
  register_type<FloatArray>("Float32Array");
  register_type<ByteArray>("Uint8Array");
  register_type<NumberList>("number[]");
  register_type<TextList>("string[]");

  class_<WebRun>("Run")
      .function("nodes()", &WebRun::nodes)
      .function("values(node)", &WebRun::values)
      .function("hidden(node)", &WebRun::hidden)
      .function("explain(node, row, column)", &WebRun::explain)
      .function("spread(node, past)", &WebRun::spread_of)
      .function("given()", &WebRun::given)
      .function("features(node)", &WebRun::features)
      .function("vocabulary()", &WebRun::vocabulary)
      .function("order()", &WebRun::order)
      .function("logProbability()", &WebRun::log_probability);

  function("run(scenario)", &run_scenario);
  function("defaults(mechanism)", &defaults);
  function("fields(mechanism)", &fields_of);
  function("choices()", &convert_choices);
  function("tokenize(text)", &tokenize);
}

}  // namespace attention::web
