#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "names.hpp"

namespace attention {

/// The parameters of torch.nn.GRUCell or LSTMCell: weights [gates H, in], gates r, z, n (GRU) or i, f, g, o (LSTM). The
/// gated unit has the GRU's gates; its weight_hh ends with z, and W_hn is apart, because it does not multiply h.
struct CellParameters {
  RecurrentCell kind = RecurrentCell::gru;
  Value weight_ih = {};
  Value weight_hh = {};
  std::optional<Value> bias_ih = {};
  std::optional<Value> bias_hh = {};
  std::optional<Value> candidate_hh = {};  ///< gated: W_hn [H, H]
};

/// How many gates a cell has: weight_ih has this many times H rows.
std::size_t gates_of(RecurrentCell kind);

/// What a recurrent network remembers: hidden(n, H), and the LSTM's memory cell(n, H); n sequences side by side.
struct RecurrentState {
  Value hidden;
  std::optional<Value> memory = {};
};

/// One step of the cell on input(n, in).
/// GRU: r, z = sigmoid, n = tanh(W_in x + b_in + r (W_hn h + b_hn)), h' = (1 - z) n + z h (Cho et al. 2014, PyTorch's
/// form). LSTM: c' = f c + i g, h' = o tanh(c') (Hochreiter and Schmidhuber 1997 with a forget gate). Gated: n =
/// tanh(W_in x + b_in + W_hn (r h)), h' = (1 - z) h + z n: r acts before the product, and z is how much is new, not how
/// much stays (Bahdanau et al. 2015, App. A.1.1, where there are no biases). `label` names the new hidden state; gates
/// are internal. Throws missing_field if an LSTM's state has no memory, or a gated unit no W_hn.
RecurrentState advance(Graph& graph, const CellParameters& parameters, Value input, const RecurrentState& state,
                       Label label);

/// The states after each row of the inputs(m, in), one above the other: (m, H); and the last state.
struct Encoding {
  Value states;
  RecurrentState last;
};
Encoding encode(Graph& graph, const CellParameters& parameters, Value inputs, const RecurrentState& start, Axis rows);

/// Two cells, one from the first row on, one from the last back: the states side by side, (m, 2H), and the last state
/// of either direction. torch.nn.GRU or LSTM with bidirectional=True, of one layer. Schuster and Paliwal 1997.
struct BidirectionalEncoding {
  Value states;
  RecurrentState forward;
  RecurrentState backward;
};
BidirectionalEncoding encode_bidirectional(Graph& graph, const CellParameters& forward, const CellParameters& backward,
                                           Value inputs, const RecurrentState& forward_start,
                                           const RecurrentState& backward_start, Axis rows);

}  // namespace attention
