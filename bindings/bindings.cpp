#include <emscripten/bind.h>

#include <memory>
#include <optional>

#include "convert.hpp"

/// What JavaScript sees of the library. Every function that can fail runs behind a guard which turns an exception into
/// a JavaScript Error outside of the catch block, where throwing through the module is cheap.

namespace attention::web {

namespace {

template <class Function>
auto guarded(Function function) -> decltype(function()) {
  std::optional<Error> wrong;
  std::optional<std::string> broken;
  try {
    return function();
  } catch (const Error& error) {
    wrong = error;
  } catch (const std::exception& error) {
    broken = error.what();
  }
  if (wrong) throw_to_javascript(*wrong);
  throw_to_javascript(std::runtime_error(*broken));
}

/// One computed scenario.
class WebRun {
 public:
  explicit WebRun(Run run) : run_(std::move(run)) {}

  [[nodiscard]] NodeList nodes() const { return convert_nodes(run_.graph); }
  [[nodiscard]] FloatArray values(std::size_t node) const {
    return guarded([&] { return copy_numbers(run_.graph.matrix({node})); });
  }
  [[nodiscard]] ByteArray hidden(std::size_t node) const {
    return guarded([&] { return copy_hidden(run_.graph, {node}); });
  }
  [[nodiscard]] ExplanationValue explain(std::size_t node, std::size_t row, std::size_t column) const {
    return guarded([&] { return convert(run_.graph.explain({{node}, row, column})); });
  }
  [[nodiscard]] NumberList order() const { return convert(run_.order); }
  [[nodiscard]] double log_probability() const { return run_.log_probability; }

 private:
  Run run_;
};

std::unique_ptr<WebRun> run_scenario(const std::string& scenario) {
  return guarded([&] { return std::make_unique<WebRun>(run(read_scenario(scenario))); });
}

std::string defaults(const std::string& mechanism) {
  return guarded([&] {
    const auto known = from_name<Mechanism>(mechanism);
    if (!known)
      throw Error(ErrorCode::unknown_name, "unknown mechanism " + mechanism, "mechanism", {{"got", mechanism}});
    return write_scenario(default_scenario(*known));
  });
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
  register_type<FloatArray>("Float32Array");
  register_type<ByteArray>("Uint8Array");
  register_type<NumberList>("number[]");
  register_type<TextList>("string[]");

  class_<WebRun>("Run")
      .function("nodes()", &WebRun::nodes)
      .function("values(node)", &WebRun::values)
      .function("hidden(node)", &WebRun::hidden)
      .function("explain(node, row, column)", &WebRun::explain)
      .function("order()", &WebRun::order)
      .function("logProbability()", &WebRun::log_probability);

  function("run(scenario)", &run_scenario);
  function("defaults(mechanism)", &defaults);
  function("choices()", &convert_choices);
  function("tokenize(text)", &tokenize);
}

}  // namespace attention::web
