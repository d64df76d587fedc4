#pragma once

#include <optional>
#include <utility>

#include "compute.hpp"
#include "convert.hpp"
#include "scenario/feature_names.hpp"

namespace attention::web {

/// Turns an exception into a JavaScript Error outside of the catch block, where throwing through the module is cheap.
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
  explicit WebRun(Scenario scenario) : scenario_(std::move(scenario)), run_(compute(scenario_)) {}

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
  [[nodiscard]] SpreadValue spread_of(std::size_t node, std::size_t past) const {
    return guarded([&] { return convert(spread(run_.graph.matrix({node}), past)); });
  }
  [[nodiscard]] const Graph& graph() const { return run_.graph; }
  [[nodiscard]] GivenList given() const { return convert(run_.given); }
  [[nodiscard]] TextList features(std::size_t node) const {
    return guarded([&] { return convert(feature_names(scenario_, run_.graph, run_.graph.node({node}))); });
  }
  [[nodiscard]] TextList vocabulary() const { return convert(run_.vocabulary); }
  [[nodiscard]] NumberList order() const { return convert(run_.order); }
  [[nodiscard]] double log_probability() const { return run_.log_probability; }

 private:
  Scenario scenario_;
  Run run_;
};

}  // namespace attention::web
