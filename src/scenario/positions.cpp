#include <algorithm>

#include "mechanisms/position.hpp"
#include "scenario/builder.hpp"

namespace attention {

namespace {

constexpr std::size_t relative_buckets = 32;  // as in T5

void require_position_rows(std::size_t got, std::size_t needed) {
  if (got >= needed) return;
  const std::string maximum = digits(2 * Limits::tokens);
  throw Error(ErrorCode::out_of_range,
              "position_rows: expected a number from " + digits(needed) + " to " + maximum + ", got " + digits(got),
              "position_rows", {{"minimum", digits(needed)}, {"maximum", maximum}, {"got", digits(got)}});
}

Label with_positions_label(Axis rows) { return {Stage::internal, rows, Axis::feature, "with_positions"}; }

}  // namespace

Value Builder::with_positions(Value x, std::size_t skipped, Label label) {
  const Shape size = graph().shape(x);
  const Axis rows = label.rows;
  const std::size_t first = scenario_.position_first + skipped;
  Value positions;
  if (scenario_.position == Position::sinusoidal) {
    positions = sinusoidal_positions(graph(), size, {.base = scenario_.position_base, .first = first}, rows);
  } else if (scenario_.position == Position::learned) {
    const std::string name = rows == Axis::key ? "key_positions" : "positions";
    const Shape table{scenario_.position_rows.value_or(first + size.rows), size.columns};
    require_position_rows(table.rows, first + size.rows);
    positions = learned_positions(graph(), parameter(name, table, 1.0F), size.rows, first, rows);
  } else {
    return x;
  }
  return graph().add(operations::sum(), {x, positions}, std::move(label));
}

std::pair<Value, Value> Builder::queries_and_keys(bool may_have_keys) {
  const Label asked{Stage::embeddings, Axis::query, Axis::feature};
  const bool own_keys = may_have_keys && scenario_.keys;
  // Where one token asks, all of them are what is asked.
  const bool one_of_many = query_count() < scenario_.tokens.size();
  const Value x = token_embeddings(one_of_many && !own_keys ? Axis::key : Axis::query);
  if (!own_keys) {
    const Value both = with_positions(x, 0, with_positions_label(Axis::query));
    return {only_query(both, asked), both};
  }
  const Value memory = key_embeddings(x);
  const Value queries = with_positions(x, scenario_.mask.past, with_positions_label(Axis::query));
  return {only_query(queries, asked), with_positions(memory, 0, with_positions_label(Axis::key))};
}

std::optional<Rotary> Builder::rotary(std::size_t n, std::size_t width, std::size_t skipped, Axis rows) {
  const bool interleaved = scenario_.position == Position::rotary_interleaved;
  if (!interleaved && scenario_.position != Position::rotary) return std::nullopt;
  return rotary_angles(graph(), n,
                       {.width = width,
                        .base = scenario_.position_base,
                        .first = scenario_.position_first + skipped,
                        .interleaved = interleaved},
                       rows);
}

std::vector<float> Builder::position_slopes(std::size_t heads) const {
  if (scenario_.position != Position::alibi) return std::vector(heads, 0.0F);
  return scenario_.position_slope ? std::vector(heads, static_cast<float>(*scenario_.position_slope))
                                  : alibi_slopes(heads);
}

std::vector<Value> Builder::position_biases(std::size_t heads, Shape size) {
  if (scenario_.position == Position::alibi)
    return alibi_biases(graph(), position_slopes(heads), size, first_position());
  if (scenario_.position != Position::relative) return {};
  const Value table = parameter("relative_attention_bias", {heads, relative_buckets}, 1.0F);
  return relative_biases(graph(), table, size, {.bidirectional = !scenario_.mask.causal, .past = first_position()});
}

}  // namespace attention
