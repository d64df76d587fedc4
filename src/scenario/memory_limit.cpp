#include <algorithm>

#include "scenario/builder.hpp"
#include "scenario/field.hpp"

namespace attention {

namespace {

constexpr std::size_t relations = 10;  // scores, caps, biases, mask, masked scores, weights, mean, copies
constexpr std::size_t vectors = 80;    // projections, slices, gates of a recurrent step, norms, residuals

/// A size, where the mechanism uses it; 1 else.
std::size_t used(const Scenario& scenario, std::string_view field, std::size_t size) {
  return find_used(field, scenario.mechanism) == nullptr ? 1 : size;
}

/// Rows that are read: all sentences of a document are as long as the longest.
std::size_t row_count(const Scenario& scenario) {
  if (scenario.mechanism != Mechanism::hierarchical) return scenario.tokens.size();
  const std::vector<std::size_t> lengths = sentence_lengths(scenario.tokens);
  return lengths.size() * std::ranges::max(lengths);
}

/// What runs along with the keys: a matrix for every query, or a part of the output for every block.
std::size_t running_numbers(const Scenario& scenario, std::size_t n, std::size_t m) {
  if (scenario.mechanism == Mechanism::linear) return n * (scenario.key_width + 2) * (scenario.value_width + 2);
  if (scenario.mechanism != Mechanism::streaming) return 0;
  return (m / scenario.block_size + 1) * n * (scenario.value_width + 2);
}

}  // namespace

std::size_t estimate_numbers(const Scenario& scenario) {
  const std::size_t rows = row_count(scenario);
  const bool one = scenario.query && find_used("query", scenario.mechanism) != nullptr;
  const std::size_t n = one ? 1 : rows;
  const std::size_t m = std::max(scenario.keys ? scenario.keys->size() : rows, one ? rows : 1);
  const std::size_t words = scenario.targets ? scenario.targets->size() : n;
  const std::size_t steps = used(scenario, "steps", scenario.steps.value_or(std::max(n, words)));
  const std::size_t heads = used(scenario, "heads", scenario.heads);
  // A decoder's block has two attentions, and one more in the encoder before it.
  const std::size_t blocks = (scenario.encoded ? 3 : 2) * used(scenario, "layers", scenario.layers);
  const std::size_t beam = used(scenario, "beam", scenario.beam);
  const std::size_t widest =
      std::max({scenario.width, scenario.source_width.value_or(0), scenario.key_width, scenario.value_width,
                scenario.hidden_width, used(scenario, "feed_forward_width", scenario.feed_forward_width)});
  constexpr std::size_t running = 6;  // before, what is added, after, and their rescaled forms
  return running * running_numbers(scenario, n, m) +
         relations * (blocks * heads * n * std::max(n, m) + beam * steps * (n + m + words)) +
         vectors * (blocks * (n + m + scenario.width) + beam * steps + words) * widest;
}

void require_memory(const Scenario& scenario) {
  const std::size_t bytes = estimate_numbers(scenario) * sizeof(float);
  if (bytes <= Limits::memory_bytes) return;
  constexpr std::size_t megabyte = 1'000'000;
  const std::string got = digits(bytes / megabyte);
  const std::string maximum = digits(Limits::memory_bytes / megabyte);
  throw Error(ErrorCode::too_large, "tokens: this would take " + got + " MB, and at most " + maximum + " are allowed",
              "tokens", {{"got", got}, {"maximum", maximum}, {"unit", "MB"}});
}

}  // namespace attention
