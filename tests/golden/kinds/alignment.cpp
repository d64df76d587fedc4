#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Sequence to sequence: the decoders of Bahdanau and Luong, global and local.

namespace golden {

using namespace attention;

namespace {

/// The article's unit: [W; C] side by side, in the order r, z, candidate.
CellParameters gated_cell(Built& built, const Case& of) {
  const auto join = [&](const std::string& gate) {
    return built.graph.add(operations::concatenate_columns(), {built.leaf(of, "W" + gate), built.leaf(of, "C" + gate)},
                           {});
  };
  const auto stack = [&](std::vector<Value> parts) {
    return built.graph.add(operations::concatenate_rows(), std::move(parts), {});
  };
  CellParameters cell{RecurrentCell::gated, stack({join("_r"), join("_z"), join("")}),
                      stack({built.leaf(of, "U_r"), built.leaf(of, "U_z")})};
  cell.candidate_hh = built.leaf(of, "U");
  return cell;
}

Built bahdanau(const Case& of) {
  Built built;
  const AdditiveScore score{built.leaf(of, "W_a"), built.leaf(of, "U_a"), built.leaf(of, "v_a")};
  const bool gated = of.attributes.at("cell") == "paper";
  const CellParameters cell = gated ? gated_cell(built, of) : cell_parameters(built, of, "cell.");
  DecodeOptions options{.steps = of.find("y")->extent(2), .forced = built.leaf(of, "y")};
  if (const Tensor* tensor = of.find("src_mask")) {
    Mask mask = make_mask({1, of.find("h")->extent(2)});
    hide(mask, *tensor, 0, true);
    options.mask = add_mask(built.graph, mask);
  }
  const Decoded decoded =
      decode_bahdanau(built.graph, built.leaf(of, "h"), {built.leaf(of, "s0")}, score, cell, options);
  built.outputs["e"] = {decoded.scores.value()};
  built.outputs["alpha"] = {decoded.weights.value()};
  built.outputs["c"] = {decoded.contexts.value()};
  built.outputs["s"] = {decoded.states};
  return built;
}

ScoreFunction luong_score(Built& built, const Case& of) {
  const std::string score = of.attributes.at("score");
  if (score == "dot") return DotScore{};
  if (score == "general") return BilinearScore{built.leaf(of, "W_a")};
  return ConcatScore{built.leaf(of, "W_a"), built.leaf(of, "v_a")};
}

void add_attentional(Built& built, const Case& of, Value context, const std::string& suffix) {
  if (of.find("W_c") == nullptr) return;
  built.outputs["h_tilde" + suffix] = {
      attentional_state(built.graph, context, built.leaf(of, "h_t"), built.leaf(of, "W_c"), Axis::step)};
}

Built luong_global(const Case& of) {
  Built built;
  const Value encodings = built.leaf(of, "h_s");
  const Attention result = attend(built.graph, built.leaf(of, "h_t"), encodings, encodings, luong_score(built, of));
  built.outputs["scores"] = {result.scores};
  built.outputs["weights"] = {result.weights};
  built.outputs["context"] = {result.output};
  add_attentional(built, of, result.output, "");
  return built;
}

Built luong_monotonic(const Case& of) {
  Built built;
  const LocalAttention result = attend_locally(built.graph, built.leaf(of, "h_t"), built.leaf(of, "h_s"),
                                               luong_score(built, of), {.half_window = of.attributes.at("D")});
  built.outputs["scores"] = {result.scores};
  built.outputs["weights"] = {result.weights};
  built.outputs["context"] = {result.output};
  add_attentional(built, of, result.output, "");
  return built;
}

/// A case has all five readings, or that of its attribute "variant".
Built luong_predictive(const Case& of) {
  Built built;
  const ScoreFunction score = luong_score(built, of);
  for (std::size_t i = 0; i < names<LocalReading>.size(); ++i) {
    const LocalOptions options{.alignment = Alignment::predictive,
                               .half_window = of.attributes.at("D"),
                               .first_position = of.attributes.at("position_base"),
                               .reading = static_cast<LocalReading>(i),
                               .position_weight = built.leaf(of, "W_p"),
                               .position_v = built.leaf(of, "v_p")};
    const LocalAttention result =
        attend_locally(built.graph, built.leaf(of, "h_t"), built.leaf(of, "h_s"), score, options);
    const std::string suffix = "." + std::string(names<LocalReading>[i]);
    built.outputs["p_t"] = {result.centres.value()};
    built.outputs["scores"] = {result.scores};
    built.outputs["gauss"] = {result.gaussian.value()};
    built.outputs["weights" + suffix] = {result.weights};
    built.outputs["context" + suffix] = {result.output};
    add_attentional(built, of, result.output, suffix);
  }
  return built;
}

}  // namespace

Kinds alignment_kinds() {
  return {
      {"bahdanau_decoder", bahdanau},
      {"luong_global", luong_global},
      {"luong_local_m", luong_monotonic},
      {"luong_local_p", luong_predictive},
  };
}

}  // namespace golden
