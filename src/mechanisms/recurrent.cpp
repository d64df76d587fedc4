#include "mechanisms/recurrent.hpp"

#include "graph/operations.hpp"

namespace attention {

namespace {

/// Builds the gates of one step; every intermediate is (1, H). What is made of two others names them first: compilers
/// differ in which argument they compute first, and a graph has one order everywhere.
class Gates {
 public:
  Gates(Graph& graph, const CellParameters& parameters, Value input, Value hidden)
      : graph_(graph),
        width_(graph.shape(hidden).columns),
        from_input_(linear(input, parameters.weight_ih, parameters.bias_ih, "from_input")),
        from_hidden_(linear(hidden, parameters.weight_hh, parameters.bias_hh, "from_hidden")) {}

  Value input_part(std::size_t gate) { return slice(from_input_, gate); }
  Value hidden_part(std::size_t gate) { return slice(from_hidden_, gate); }
  Value whole(std::size_t gate) {
    const Value of_input = input_part(gate);
    const Value of_hidden = hidden_part(gate);
    return sum(of_input, of_hidden);
  }

  Value sigmoid(Value x, const char* name) { return add(operations::sigmoid(), {x}, name); }
  Value tanh(Value x, const char* name) { return add(operations::tanh(), {x}, name); }
  Value one_minus(Value x) { return add(operations::one_minus(), {x}, "one_minus"); }
  Value product(Value a, Value b) { return add(operations::product(), {a, b}, "product"); }
  Value sum(Value a, Value b, Label label = internal("sum")) {
    return graph_.add(operations::sum(), {a, b}, std::move(label));
  }
  Value product(Value a, Value b, Label label) { return graph_.add(operations::product(), {a, b}, std::move(label)); }

  Value linear(Value x, Value weight, const std::optional<Value>& bias, const char* name) {
    std::vector<Value> inputs{x, weight};
    if (bias) inputs.push_back(*bias);
    return add(operations::linear(), std::move(inputs), name);
  }

  static Label internal(const char* name) { return {Stage::internal, Axis::one, Axis::feature, name}; }

 private:
  Value add(OperationPointer operation, std::vector<Value> inputs, const char* name) {
    return graph_.add(std::move(operation), std::move(inputs), internal(name));
  }
  Value slice(Value x, std::size_t gate) { return add(operations::slice_columns(gate * width_, width_), {x}, "gate"); }

  Graph& graph_;
  std::size_t width_;
  Value from_input_;
  Value from_hidden_;
};

RecurrentState advance_gru(Gates gates, const RecurrentState& state, Label label) {
  const Value r = gates.sigmoid(gates.whole(0), "r");
  const Value z = gates.sigmoid(gates.whole(1), "z");
  const Value of_input = gates.input_part(2);
  const Value of_hidden = gates.product(r, gates.hidden_part(2));
  const Value n = gates.tanh(gates.sum(of_input, of_hidden), "n");
  const Value fresh = gates.product(gates.one_minus(z), n);
  return {gates.sum(fresh, gates.product(z, state.hidden), std::move(label))};
}

RecurrentState advance_gated(Gates gates, const CellParameters& parameters, const RecurrentState& state, Label label) {
  if (!parameters.candidate_hh) throw Error(ErrorCode::missing_field, "a gated unit needs its W_hn");
  const Value r = gates.sigmoid(gates.whole(0), "r");
  const Value z = gates.sigmoid(gates.whole(1), "z");
  const Value from_reset =
      gates.linear(gates.product(r, state.hidden), *parameters.candidate_hh, std::nullopt, "from_reset");
  const Value n = gates.tanh(gates.sum(gates.input_part(2), from_reset), "n");
  const Value kept = gates.product(gates.one_minus(z), state.hidden);
  return {gates.sum(kept, gates.product(z, n), std::move(label))};
}

RecurrentState advance_lstm(Gates gates, const RecurrentState& state, Label label) {
  if (!state.memory) throw Error(ErrorCode::missing_field, "an LSTM's state needs its memory cell");
  const Value i = gates.sigmoid(gates.whole(0), "i");
  const Value f = gates.sigmoid(gates.whole(1), "f");
  const Value g = gates.tanh(gates.whole(2), "g");
  const Value o = gates.sigmoid(gates.whole(3), "o");
  const Value kept = gates.product(f, *state.memory);
  const Value written = gates.product(i, g);
  const Value memory = gates.sum(kept, written, Gates::internal("memory"));
  const Value hidden = gates.product(o, gates.tanh(memory, "tanh_memory"), std::move(label));
  return {hidden, memory};
}

/// The states after each row of the inputs, from the first to the last or back, in the order of the rows.
Encoding read(Graph& graph, const CellParameters& parameters, Value inputs, const RecurrentState& start, Label label,
              bool backwards) {
  const std::size_t count = graph.shape(inputs).rows;
  RecurrentState state = start;
  std::vector<Value> states(count);
  for (std::size_t j = 0; j < count; ++j) {
    const std::size_t row = backwards ? count - 1 - j : j;
    const Value input = graph.add(operations::slice_rows(row, 1), {inputs}, Gates::internal("input"));
    state = advance(graph, parameters, input, state, Gates::internal("encoding"));
    states[row] = state.hidden;
  }
  return {graph.add(operations::concatenate_rows(), std::move(states), std::move(label)), state};
}

}  // namespace

std::size_t gates_of(RecurrentCell kind) { return kind == RecurrentCell::lstm ? 4 : 3; }

RecurrentState advance(Graph& graph, const CellParameters& parameters, Value input, const RecurrentState& state,
                       Label label) {
  const Gates gates(graph, parameters, input, state.hidden);
  switch (parameters.kind) {
    case RecurrentCell::lstm:
      return advance_lstm(gates, state, std::move(label));
    case RecurrentCell::gated:
      return advance_gated(gates, parameters, state, std::move(label));
    case RecurrentCell::gru:
    case RecurrentCell::none:
      break;
  }
  return advance_gru(gates, state, std::move(label));
}

Encoding encode(Graph& graph, const CellParameters& parameters, Value inputs, const RecurrentState& start, Axis rows) {
  return read(graph, parameters, inputs, start, {Stage::encodings, rows, Axis::feature, {}, Role::key}, false);
}

BidirectionalEncoding encode_bidirectional(Graph& graph, const CellParameters& forward, const CellParameters& backward,
                                           Value inputs, const RecurrentState& forward_start,
                                           const RecurrentState& backward_start, Axis rows) {
  const auto label = [rows](const char* name) { return Label{Stage::internal, rows, Axis::feature, name, Role::key}; };
  const Encoding there = read(graph, forward, inputs, forward_start, label("forward_states"), false);
  const Encoding back = read(graph, backward, inputs, backward_start, label("backward_states"), true);
  const Value states = graph.add(operations::concatenate_columns(), {there.states, back.states},
                                 {Stage::encodings, rows, Axis::feature, {}, Role::key});
  return {states, there.last, back.last};
}

}  // namespace attention
