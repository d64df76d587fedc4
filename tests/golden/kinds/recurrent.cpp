#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Recurrent cells and sequences.

namespace golden {

using namespace attention;

namespace {

Built recurrent_cell(const Case& of) {
  Built built;
  const RecurrentState state{built.leaf(of, "h0"), optional_leaf(built, of, "c0")};
  const RecurrentState next = advance(built.graph, cell_parameters(built, of, ""), built.leaf(of, "x"), state, {});
  built.outputs["h"] = {next.hidden};
  if (next.memory) built.outputs["c"] = {*next.memory};
  return built;
}

/// nn.GRU: the parameters of one layer and direction.
CellParameters layer_parameters(Built& built, const Case& of, const std::string& prefix, const std::string& suffix) {
  const auto leaf = [&](const char* name) { return built.leaf(of, prefix + name + suffix); };
  return {RecurrentCell::gru, leaf("weight_ih"), leaf("weight_hh"), leaf("bias_ih"), leaf("bias_hh")};
}

Built recurrent_sequence(const Case& of) {
  Built built;
  const bool both = of.flag("bidirectional");
  const CellParameters there = layer_parameters(built, of, "", "_l0");
  std::vector<Value> last;
  std::vector<Value> last_backward;
  for (std::size_t b = 0; b < of.find("x")->matrices(); ++b) {
    const auto start = [&](std::size_t direction) {
      return RecurrentState{built.graph.add(operations::slice_rows(b, 1), {built.leaf(of, "h0", direction)}, {})};
    };
    const Value x = built.leaf(of, "x", b);
    if (both) {
      const CellParameters back = layer_parameters(built, of, "", "_l0_reverse");
      const auto encoding = encode_bidirectional(built.graph, there, back, x, start(0), start(1), Axis::key);
      built.outputs["output"].push_back(encoding.states);
      last.push_back(encoding.forward.hidden);
      last_backward.push_back(encoding.backward.hidden);
    } else {
      const Encoding encoding = encode(built.graph, there, x, start(0), Axis::key);
      built.outputs["output"].push_back(encoding.states);
      last.push_back(encoding.last.hidden);
    }
  }
  last.insert(last.end(), last_backward.begin(), last_backward.end());
  built.outputs["h_n"] = last;
  return built;
}

/// ONNX's GRU has the gates z, r, h; its z says how much stays, that of the gated unit how much is new: one minus it is
/// the sigmoid of the negative.
class OnnxGru {
 public:
  OnnxGru(Built& built, const Case& of) : graph_(built.graph), width_(of.attributes.at("hidden_size")) {
    const Value w = built.leaf(of, "W");
    const Value r = built.leaf(of, "R");
    cell_ = {RecurrentCell::gated, add(operations::concatenate_rows(), {rows(w, 1), negative(rows(w, 0)), rows(w, 2)}),
             add(operations::concatenate_rows(), {rows(r, 1), negative(rows(r, 0))})};
    cell_.candidate_hh = rows(r, 2);
    if (of.find("B") == nullptr) return;
    const Value b = built.leaf(of, "B");
    const auto both = [&](std::size_t gate) {
      return add(operations::sum(), {columns(b, gate), columns(b, 3 + gate)});
    };
    cell_.bias_ih = add(operations::concatenate_columns(), {both(1), negative(both(0)), both(2)});
  }

  [[nodiscard]] const CellParameters& cell() const { return cell_; }
  RecurrentState zeros(std::size_t batch) { return {graph_.given(make_matrix({batch, width_}), {})}; }

 private:
  Value add(OperationPointer operation, std::vector<Value> inputs) {
    return graph_.add(std::move(operation), std::move(inputs), {});
  }
  Value rows(Value x, std::size_t gate) { return add(operations::slice_rows(gate * width_, width_), {x}); }
  Value columns(Value x, std::size_t gate) { return add(operations::slice_columns(gate * width_, width_), {x}); }
  Value negative(Value x) { return add(operations::sum(-1.0F), {x}); }

  Graph& graph_;
  std::size_t width_;
  CellParameters cell_;
};

Built onnx_gru(const Case& of) {
  Built built;
  if (of.attributes.value("linear_before_reset", 0) != 0 || of.attributes.value("direction", "forward") != "forward")
    throw NotSupported{"linear_before_reset and other directions"};
  OnnxGru gru(built, of);
  const Tensor& x = *of.find("X");
  if (of.attributes.value("layout", 0) == 1) {
    for (std::size_t b = 0; b < x.matrices(); ++b) {
      const Encoding encoding = encode(built.graph, gru.cell(), built.leaf(of, "X", b), gru.zeros(1), Axis::key);
      built.outputs["Y"].push_back(encoding.states);
      built.outputs["Y_h"].push_back(encoding.last.hidden);
    }
    return built;
  }
  RecurrentState state = gru.zeros(x.extent(2));
  for (std::size_t t = 0; t < x.matrices(); ++t) {
    state = advance(built.graph, gru.cell(), built.leaf(of, "X", t), state, {});
    built.outputs["Y"].push_back(state.hidden);
  }
  built.outputs["Y_h"] = {state.hidden};
  return built;
}

}  // namespace

Kinds recurrent_kinds() {
  return {
      {"gru_cell", recurrent_cell},
      {"lstm_cell", recurrent_cell},
      {"gru_sequence", recurrent_sequence},
      {"onnx_gru", onnx_gru},
  };
}

}  // namespace golden
