#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Pointer networks.

namespace golden {

using namespace attention;

namespace {

Built pointer_step(const Case& of) {
  Built built;
  const AdditiveScore score{built.leaf(of, "W2"), built.leaf(of, "W1"), built.leaf(of, "v")};
  AttendOptions options;
  if (const Tensor* tensor = of.find("mask")) {
    Mask mask = make_mask({of.find("d")->extent(2), of.find("e")->extent(2)});
    hide(mask, *tensor, 0, true);
    options.mask = add_mask(built.graph, mask);
  }
  const Value scores = attention::score(built.graph, built.leaf(of, "d"), built.leaf(of, "e"), score);
  built.outputs["scores"] = {scores};
  built.outputs["probs"] = {normalize(built.graph, scores, options)};
  built.outputs["log_probs"] = {built.graph.add(operations::log_softmax(), {logits(built.graph, scores, options)}, {})};
  return built;
}

Built pointer_decode(const Case& of) {
  Built built;
  const PointerParameters parameters{built.leaf(of, "W1"), built.leaf(of, "W2"), built.leaf(of, "v"),
                                     cell_parameters(built, of, "cell.")};
  const Pointer result = point(built.graph, built.leaf(of, "x"), built.leaf(of, "e"), built.leaf(of, "x_start"),
                               {built.leaf(of, "h0"), optional_leaf(built, of, "c0")}, parameters,
                               {.steps = of.attributes.at("steps"), .mask_visited = of.flag("mask_visited")});
  built.outputs["states"] = {result.states};
  built.outputs["logits"] = {result.logits};
  built.outputs["probs"] = {result.weights};
  built.numbers["indices"] = {result.order.begin(), result.order.end()};
  built.numbers["log_prob"] = {result.log_probability};
  return built;
}

std::vector<std::size_t> targets_of(const Case& of) {
  std::vector<std::size_t> targets;
  for (const double target : of.find("targets")->numbers) targets.push_back(static_cast<std::size_t>(target));
  return targets;
}

/// The distributions of given states, and their cross entropy with the targets.
Built pointer_loss(const Case& of) {
  Built built = pointer_step(of);
  built.outputs["ce"] = {
      cross_entropy(built.graph, built.graph.node(built.outputs.at("log_probs")[0]).inputs[0], targets_of(of))};
  return built;
}

/// A decoder that is led along the targets.
Built pointer_decoder_loss(const Case& of) {
  Built built;
  const PointerParameters parameters{
      built.leaf(of, "W1"),
      built.leaf(of, "W2"),
      built.leaf(of, "v"),
      {RecurrentCell::gru, built.leaf(of, "cell.weight_ih"), built.leaf(of, "cell.weight_hh"),
       optional_leaf(built, of, "cell.bias_ih"), optional_leaf(built, of, "cell.bias_hh")}};
  const std::vector<std::size_t> targets = targets_of(of);
  const Pointer result =
      point(built.graph, built.leaf(of, "x"), built.leaf(of, "e"), built.leaf(of, "x_start"), {built.leaf(of, "h0")},
            parameters, {.steps = targets.size(), .mask_visited = of.flag("mask_visited"), .forced = targets});
  built.outputs["probs"] = {result.weights};
  built.outputs["ce"] = {cross_entropy(built.graph, result.logits, targets)};
  return built;
}

}  // namespace

Kinds pointer_kinds() {
  return {
      {"pointer_step", pointer_step},
      {"pointer_decode", pointer_decode},
      {"pointer_ce", pointer_loss},
      {"pointer_gru_ce", pointer_decoder_loss},
  };
}

}  // namespace golden
