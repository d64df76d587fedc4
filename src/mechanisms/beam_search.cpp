#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "graph/operations.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/pointer.hpp"

namespace attention {

namespace {

/// One more element for one of the orders kept so far.
struct Continuation {
  std::size_t beam;
  std::size_t element;
  double log_probability;
};

Matrix pick_rows(const Matrix& from, const std::vector<std::size_t>& rows) {
  Matrix picked = make_matrix({rows.size(), from.shape(1)});
  for (std::size_t i = 0; i < rows.size(); ++i) std::ranges::copy(row_of(from, rows[i]), row_of(picked, i).begin());
  return picked;
}

/// All orders side by side, a row each. Every step is a small graph of its own: what it leaves behind are the states.
class Search {
 public:
  Search(const Graph& graph, const PointerParameters& parameters, const PointerOptions& options, Value encodings,
         const RecurrentState& initial)
      : graph_(graph), parameters_(parameters), options_(options), hidden_(graph.matrix(initial.hidden)) {
    if (initial.memory) memory_ = graph.matrix(*initial.memory);
    Graph scratch;
    keys_ = scratch.matrix(project_keys(scratch, copy(scratch, encodings), copy(scratch, parameters.encoding_weight)));
  }

  /// Reads one input for each order, and keeps the best continuations.
  void step(const Matrix& inputs) {
    Graph scratch;
    RecurrentState state{scratch.given(hidden_, {})};
    if (memory_) state.memory = scratch.given(*memory_, {});
    const PointerParameters parameters = copy_parameters(scratch);
    state = advance(scratch, parameters.cell, scratch.given(inputs, {}), state, {});
    const Value weights =
        point_at(scratch, state.hidden, scratch.given(keys_, {}), parameters, options_.temperature, visited());
    keep(scratch.matrix(weights), scratch, state);
  }

  [[nodiscard]] std::vector<std::size_t> last() const {
    std::vector<std::size_t> elements;
    elements.reserve(beams_.size());
    for (const Beam& beam : beams_) elements.push_back(beam.order.back());
    return elements;
  }
  std::vector<Beam> finish() { return std::move(beams_); }

 private:
  Value copy(Graph& to, Value value) const { return to.given(graph_.matrix(value), {Stage::parameter}); }
  std::optional<Value> copy(Graph& to, const std::optional<Value>& value) const {
    if (!value) return std::nullopt;
    return copy(to, *value);
  }
  PointerParameters copy_parameters(Graph& to) const {
    const CellParameters& cell = parameters_.cell;
    return {{},
            copy(to, parameters_.state_weight),
            copy(to, parameters_.v),
            {cell.kind, copy(to, cell.weight_ih), copy(to, cell.weight_hh), copy(to, cell.bias_ih),
             copy(to, cell.bias_hh), copy(to, cell.candidate_hh)}};
  }

  [[nodiscard]] std::optional<Mask> visited() const {
    if (!options_.mask_visited) return std::nullopt;
    Mask mask = make_mask({beams_.size(), keys_.shape(0)});
    for (std::size_t i = 0; i < beams_.size(); ++i)
      for (const std::size_t taken : beams_[i].order) mask(i, taken) = Hidden::visited;
    return mask;
  }

  /// The first element that the best order has not got: where numbers are too large to be probabilities, any will do.
  [[nodiscard]] std::size_t first_left() const {
    std::size_t element = 0;
    while (options_.mask_visited && std::ranges::find(beams_[0].order, element) != beams_[0].order.end()) ++element;
    return element;
  }

  void keep(const Matrix& weights, const Graph& scratch, const RecurrentState& state) {
    std::vector<Continuation> all;
    for (std::size_t i = 0; i < beams_.size(); ++i)
      for (std::size_t j = 0; j < weights.shape(1); ++j)
        if (weights(i, j) > 0.0F)
          all.push_back({i, j, beams_[i].log_probability + std::log(static_cast<double>(weights(i, j)))});
    if (all.empty()) all.push_back({0, first_left(), -std::numeric_limits<double>::infinity()});
    std::ranges::sort(all, [](const Continuation& one, const Continuation& other) {
      if (one.log_probability != other.log_probability) return one.log_probability > other.log_probability;
      return std::tie(one.beam, one.element) < std::tie(other.beam, other.element);
    });
    if (all.size() > options_.beam) all.resize(options_.beam);

    std::vector<Beam> next;
    std::vector<std::size_t> rows;
    for (const Continuation& one : all) {
      next.push_back({beams_[one.beam].order, one.log_probability});
      next.back().order.push_back(one.element);
      rows.push_back(one.beam);
    }
    beams_ = std::move(next);
    hidden_ = pick_rows(scratch.matrix(state.hidden), rows);
    if (memory_ && state.memory) memory_ = pick_rows(scratch.matrix(*state.memory), rows);
  }

  const Graph& graph_;
  const PointerParameters& parameters_;
  const PointerOptions& options_;
  Matrix keys_;
  Matrix hidden_;
  std::optional<Matrix> memory_;
  std::vector<Beam> beams_{1};
};

}  // namespace

std::vector<Beam> search_beams(const Graph& graph, Value elements, Value encodings, Value start,
                               const RecurrentState& initial, const PointerParameters& parameters,
                               const PointerOptions& options) {
  require_steps(options, graph.shape(elements).rows);
  if (options.beam == 0)
    throw Error(ErrorCode::out_of_range, "beam: expected 1 or more, got 0", "beam", {{"minimum", "1"}, {"got", "0"}});
  Search search(graph, parameters, options, encodings, initial);
  for (std::size_t t = 0; t < options.steps; ++t)
    search.step(t == 0 ? graph.matrix(start) : pick_rows(graph.matrix(elements), search.last()));
  return search.finish();
}

}  // namespace attention
