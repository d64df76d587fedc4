#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "names.hpp"

namespace attention {

/// The parameters of torch.nn.GRUCell or LSTMCell: weights [gates H, in], gates r, z, n (GRU) or i, f, g, o (LSTM).
struct CellParameters {
  RecurrentCell kind = RecurrentCell::gru;
  Value weight_ih = {};
  Value weight_hh = {};
  std::optional<Value> bias_ih = {};
  std::optional<Value> bias_hh = {};
};

/// What a recurrent network remembers: hidden(n, H), and the LSTM's memory cell(n, H); n sequences side by side.
struct RecurrentState {
  Value hidden;
  std::optional<Value> memory = {};
};

/// One step of the cell on input(n, in).
/// GRU: r, z = sigmoid, n = tanh(W_in x + b_in + r (W_hn h + b_hn)), h' = (1 - z) n + z h (Cho et al. 2014, PyTorch's
/// form). LSTM: c' = f c + i g, h' = o tanh(c') (Hochreiter and Schmidhuber 1997 with a forget gate). `label` names the
/// new hidden state; gates are internal. Throws missing_field if an LSTM's state has no memory.
RecurrentState advance(Graph& graph, const CellParameters& parameters, Value input, const RecurrentState& state,
                       Label label);

/// The states after each row of the inputs(m, in), one above the other: (m, H); and the last state.
struct Encoding {
  Value states;
  RecurrentState last;
};
Encoding encode(Graph& graph, const CellParameters& parameters, Value inputs, const RecurrentState& start, Axis rows);

}  // namespace attention
