#include <emscripten/bind.h>

#include <memory>
#include <vector>

#include "web_run.hpp"

/// What only the module of all mechanisms has: what a first visit to the page can do without.

namespace attention::web {

namespace {

CostList costs(std::size_t length, std::size_t width, std::size_t heads, std::size_t kernel, std::size_t window) {
  return guarded([&] {
    return convert_costs({.length = length, .width = width, .heads = heads, .kernel = kernel, .window = window});
  });
}

/// The outputs of all queries by streaming attention; null for what it does not know.
StreamedArray streamed(const std::string& scenario) {
  return guarded([&] {
    const std::optional<Matrix> output = stream_output(read_scenario(scenario));
    return StreamedArray(output ? emscripten::val(copy_numbers(*output)) : emscripten::val::null());
  });
}

/// What the numbers of a matrix of one run are more than those of one of another run.
FloatArray difference_of(const WebRun& from, std::size_t from_node, const WebRun& to, std::size_t to_node) {
  return guarded(
      [&] { return copy_numbers(difference(from.graph().matrix({from_node}), to.graph().matrix({to_node}))); });
}

CountedValue counted(const WebRun& run) { return convert(count(run.graph())); }

/// The script for PyTorch that prints the same numbers, or so many characters of it and the rest of a line.
std::string python_of(const WebRun& run, std::size_t most) { return python(run.graph(), reported(run.graph()), most); }

/// The smallest change of a matrix that was given, of so many rows from one on (0: all), with which a number is as
/// wanted.
InverseValue inverse(const std::string& scenario, std::size_t node, std::size_t row, std::size_t column, double wanted,
                     const std::string& matrix, std::size_t first_row, std::size_t rows) {
  return guarded([&] {
    return convert(invert(read_scenario(scenario), {{node}, row, column}, wanted, {matrix, first_row, rows}));
  });
}

/// How fast one number of a run grows with every other one. It outlives the run, but is explained beside it.
class WebGradients {
 public:
  WebGradients(const WebRun& run, CellReference of) : of_(of), gradients_(run.graph().backward(of)) {}

  [[nodiscard]] FloatArray values(std::size_t node) const {
    return guarded([&] { return copy_numbers(gradients_.at(node)); });
  }
  [[nodiscard]] ExplanationValue explain(const WebRun& run, std::size_t node, std::size_t row,
                                         std::size_t column) const {
    return guarded([&] { return convert(run.graph().explain_gradient(of_.value, gradients_, {{node}, row, column})); });
  }

 private:
  CellReference of_;
  std::vector<Matrix> gradients_;
};

std::unique_ptr<WebGradients> gradients(const WebRun& run, std::size_t node, std::size_t row, std::size_t column) {
  return guarded([&] { return std::make_unique<WebGradients>(run, CellReference{{node}, row, column}); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(attention_further) {
  emscripten::register_type<CountedValue>(counted_type());
  emscripten::register_type<CostList>(cost_list_type());
  emscripten::register_type<InverseValue>(inverse_type());
  emscripten::register_type<StreamedArray>("Float32Array | null");
  emscripten::class_<WebGradients>("Gradients")
      .function("values(node)", &WebGradients::values)
      .function("explain(run, node, row, column)", &WebGradients::explain);
  emscripten::function("gradients(run, node, row, column)", &gradients);
  emscripten::function("inverse(scenario, node, row, column, wanted, matrix, firstRow, rows)", &inverse);
  emscripten::function("difference(from, fromNode, to, toNode)", &difference_of);
  emscripten::function("counted(run)", &counted);
  emscripten::function("streamed(scenario)", &streamed);
  emscripten::function("python(run, most)", &python_of);
  emscripten::function("costs(length, width, heads, kernel, window)", &costs);
}

}  // namespace attention::web
