#include "mechanisms/streaming.hpp"

#include <algorithm>

#include "graph/operations.hpp"

namespace attention {

namespace {

class Reader {
 public:
  Reader(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
         const AttendOptions& options)
      : graph_(graph), queries_(queries), keys_(keys), values_(values), function_(function), options_(options) {}

  /// Reads the next keys.
  StreamingStep read(std::size_t first, std::size_t count, const StreamingStep* before) {
    const Value keys = rows_of(keys_, Stage::keys, Role::key, first, count);
    const Value values = rows_of(values_, Stage::values, Role::value, first, count);
    const AttendOptions options = block_options(first, count);
    StreamingStep step;
    step.logits = block_logits(keys, options);
    std::vector<Value> seen{step.logits};
    if (before != nullptr) seen.insert(seen.begin(), before->maximum);
    step.maximum = graph_.add(operations::row_maximum(), std::move(seen), running(Axis::one, "maximum"));

    const Value weights = graph_.add(operations::exponential(), {step.logits, step.maximum},
                                     {Stage::internal, options_.rows, Axis::key, "exponentials", Role::weights});
    std::vector<Value> sums{graph_.add(operations::row_sum(), {weights}, internal(Axis::one, "block_sum"))};
    std::vector<Value> inputs{weights, values};
    if (options.mask) inputs.push_back(*options.mask);
    std::vector<Value> outputs{
        graph_.add(operations::weighted_sum(), std::move(inputs), internal(Axis::feature, "block_output"))};
    if (before != nullptr) {
      const Value factor =
          graph_.add(operations::exponential(), {before->maximum, step.maximum}, internal(Axis::one, "rescaling"));
      sums.insert(sums.begin(), rescale(before->sum, factor, Axis::one));
      outputs.insert(outputs.begin(), rescale(before->output, factor, Axis::feature));
    }
    step.sum = graph_.add(operations::sum(), std::move(sums), running(Axis::one, "sum"));
    step.output = graph_.add(operations::sum(), std::move(outputs), running(Axis::feature, "running_output"));
    return step;
  }

 private:
  [[nodiscard]] Label internal(Axis columns, const char* name) const {
    return {Stage::internal, options_.rows, columns, name};
  }
  [[nodiscard]] Label running(Axis columns, const char* name) const {
    return {Stage::states, options_.rows, columns, name};
  }

  Value rows_of(Value value, Stage stage, Role role, std::size_t first, std::size_t count) {
    return graph_.add(operations::slice_rows(first, count), {value}, {stage, Axis::key, Axis::feature, {}, role});
  }

  /// The options, with the block's part of the mask and of the bias.
  AttendOptions block_options(std::size_t first, std::size_t count) {
    AttendOptions block = options_;
    const auto cut = [&](std::optional<Value>& whole, Stage stage, const char* name) {
      if (whole)
        whole = graph_.add(operations::slice_columns(first, count), {*whole}, {stage, options_.rows, Axis::key, name});
    };
    cut(block.mask, Stage::mask, "mask");
    cut(block.bias, Stage::internal, "bias");
    return block;
  }

  /// Divided by the temperature before they are masked: what is hidden is known by its mask.
  Value block_logits(Value keys, const AttendOptions& options) {
    AttendOptions before_mask = options;
    before_mask.mask.reset();
    Value scores = logits(graph_, score(graph_, queries_, keys, function_, options_.rows), before_mask);
    if (options.temperature != 1.0F)
      scores = graph_.add(operations::sum(1.0F / options.temperature), {scores}, internal(Axis::key, "scaled_scores"));
    return logits(graph_, scores, {.mask = options.mask, .rows = options.rows});
  }

  Value rescale(Value before, Value factor, Axis columns) {
    return graph_.add(operations::scale_rows(), {before, factor}, internal(columns, "rescaled"));
  }

  Graph& graph_;
  Value queries_;
  Value keys_;
  Value values_;
  const ScoreFunction& function_;
  const AttendOptions& options_;
};

}  // namespace

Streaming stream(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
                 std::size_t block, const AttendOptions& options) {
  if (block == 0)
    throw Error(ErrorCode::out_of_range, "streaming attention reads at least one key at a time: got blocks of 0",
                "block_size", {{"minimum", "1"}, {"got", "0"}});
  Reader reader(graph, queries, keys, values, function, options);
  const std::size_t count = graph.shape(keys).rows;
  Streaming result;
  for (std::size_t first = 0; first < count; first += block) {
    const auto step = graph.step(static_cast<int>(result.steps.size()));
    const StreamingStep* before = result.steps.empty() ? nullptr : &result.steps.back();
    result.steps.push_back(reader.read(first, std::min(block, count - first), before));
  }
  result.output = graph.add(operations::divide_rows(), {result.steps.back().output, result.steps.back().sum},
                            {Stage::output, options.rows, Axis::feature, {}, Role::output});
  return result;
}

Value streamed_weights(Graph& graph, const Streaming& streaming, const AttendOptions& options) {
  std::vector<Value> blocks;
  blocks.reserve(streaming.steps.size());
  for (const StreamingStep& step : streaming.steps) blocks.push_back(step.logits);
  const Value scores = graph.add(operations::concatenate_columns(), std::move(blocks),
                                 {options.mask ? Stage::masked_scores : Stage::scores, options.rows, Axis::key});
  const Value exponentials = graph.add(operations::exponential(), {scores, streaming.steps.back().maximum},
                                       {Stage::internal, options.rows, Axis::key, "exponentials", Role::weights});
  return graph.add(operations::divide_rows(), {exponentials, streaming.steps.back().sum},
                   {Stage::weights, options.rows, Axis::key, {}, Role::weights});
}

}  // namespace attention
