#include "mechanisms/pooling.hpp"

#include "graph/operations.hpp"
#include "mechanisms/mask.hpp"
#include "mechanisms/steps.hpp"

namespace attention {

namespace {

Value zeros(Graph& graph, Shape shape) {
  return graph.given(make_matrix(shape), {Stage::internal, Axis::one, Axis::feature, "zeros"});
}

/// The first `length` rows as the cells read them; zeros after that.
Value read(Graph& graph, Value inputs, const BidirectionalCells& cells, std::size_t length, Axis rows) {
  const std::size_t count = graph.shape(inputs).rows;
  const Label label{Stage::encodings, rows, Axis::feature, {}, Role::key};
  if (length < count)
    inputs = graph.add(operations::slice_rows(0, length), {inputs}, {Stage::internal, rows, Axis::feature, "unpadded"});
  const auto start = [&](const CellParameters& cell) {
    return RecurrentState{zeros(graph, {1, graph.shape(cell.weight_hh).columns}),
                          cell.kind == RecurrentCell::lstm
                              ? std::optional(zeros(graph, {1, graph.shape(cell.weight_hh).columns}))
                              : std::nullopt};
  };
  // One after the other: which of two arguments is made first is the compiler's choice.
  const RecurrentState first = start(cells.forward);
  const RecurrentState last = start(cells.backward);
  const Value states = encode_bidirectional(graph, cells.forward, cells.backward, inputs, first, last, rows).states;
  if (length == count) return states;
  return graph.add(operations::concatenate_rows(),
                   {states, zeros(graph, {count - length, graph.shape(states).columns})}, label);
}

void require_document(const Graph& graph, const std::vector<Value>& sentences,
                      const std::vector<std::size_t>& lengths) {
  if (sentences.empty()) throw Error(ErrorCode::empty, "a document needs a sentence", "tokens");
  const Shape first = graph.shape(sentences[0]);
  for (const Value sentence : sentences)
    if (graph.shape(sentence) != first)
      throw_shape("document", "sentences of " + describe(first), describe(graph.shape(sentence)));
  if (!lengths.empty() && lengths.size() != sentences.size())
    throw_shape("document", "a length for each of " + digits(sentences.size()) + " sentences", digits(lengths.size()));
  for (const std::size_t length : lengths)
    if (length == 0 || length > first.rows)
      throw_shape("document", "lengths from 1 to " + digits(first.rows), digits(length));
}

}  // namespace

Pooling pool(Graph& graph, Value states, const PoolingParameters& parameters, const PoolingOptions& options) {
  const Value projected = graph.add(operations::linear(), {states, parameters.weight, parameters.bias},
                                    {Stage::projected_keys, options.columns, Axis::feature, {}, Role::key});
  Pooling result{};
  result.keys =
      graph.add(operations::tanh(), {projected}, {Stage::keys, options.columns, Axis::feature, {}, Role::key});
  result.scores = graph.add(operations::matrix_product_transposed(1.0F), {parameters.query, result.keys},
                            {Stage::scores, options.rows, options.columns});
  AttendOptions attend_options{.temperature = options.temperature,
                               .rows = options.rows,
                               .columns = options.columns,
                               .normalizer = options.normalizer};
  const std::size_t count = graph.shape(states).rows;
  if (options.length) {
    const Mask mask = make_mask(MaskOptions{.padding = options.length}, 1, count);
    attend_options.mask = graph.add(operations::given_mask(mask), {}, {Stage::mask, options.rows, options.columns});
  }
  result.weights = normalize(graph, result.scores, attend_options);
  std::vector<Value> inputs{result.weights, states};
  if (attend_options.mask) inputs.push_back(*attend_options.mask);
  result.output = graph.add(operations::weighted_sum(), std::move(inputs),
                            {Stage::output, options.rows, Axis::feature, {}, Role::output});
  return result;
}

Hierarchy pool_document(Graph& graph, const std::vector<Value>& sentences, const HierarchyParameters& parameters,
                        const std::vector<std::size_t>& lengths, float temperature, Normalizer normalizer) {
  require_document(graph, sentences, lengths);
  Hierarchy result{};
  {
    const auto scope = graph.scope("words");
    const std::size_t first = graph.size();
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      const auto step = graph.step(static_cast<int>(i));
      const std::size_t length = lengths.empty() ? graph.shape(sentences[i]).rows : lengths[i];
      const Value words =
          parameters.word_cells ? read(graph, sentences[i], *parameters.word_cells, length, Axis::word) : sentences[i];
      PoolingOptions options{
          .temperature = temperature, .normalizer = normalizer, .rows = Axis::sentence, .columns = Axis::word};
      if (!lengths.empty()) options.length = length;
      result.words.push_back(pool(graph, words, parameters.words, options));
    }
    const StackedSteps steps(graph, first);
    result.word_weights = steps[Stage::weights];
    result.sentences = steps[Stage::output];
  }
  const auto scope = graph.scope("sentences");
  const Value states = parameters.sentence_cells
                           ? read(graph, result.sentences, *parameters.sentence_cells, sentences.size(), Axis::sentence)
                           : result.sentences;
  result.document = pool(graph, states, parameters.sentences,
                         {.temperature = temperature, .normalizer = normalizer, .columns = Axis::sentence});
  return result;
}

}  // namespace attention
