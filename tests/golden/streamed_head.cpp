#include "golden/streamed_head.hpp"

#include <algorithm>
#include <optional>

#include "golden/kinds.hpp"

namespace golden {

using attention::Matrix;
namespace kernels = attention::kernels;

namespace {

kernels::Rows rows_of(const Matrix& matrix, std::size_t first, std::size_t count) {
  const std::size_t columns = matrix.shape(1);
  return {attention::flat(matrix).data() + first * columns, count, columns, columns};
}
kernels::MutableRows rows_of(Matrix& matrix, std::size_t first, std::size_t count) {
  const std::size_t columns = matrix.shape(1);
  return {attention::flat(matrix).data() + first * columns, count, columns, columns};
}

Matrix zeros_like(const Matrix& matrix) { return attention::make_matrix({matrix.shape(0), matrix.shape(1)}); }

/// The keys that a query sees, if there are no gaps between them.
kernels::KeyRange range_of(const attention::Mask& mask, std::size_t query) {
  kernels::KeyRange range;
  for (std::size_t j = 0; j < mask.shape(1); ++j) {
    if (mask(query, j) != attention::Hidden::visible) continue;
    if (range.first == range.end) range = {j, j};
    if (range.end != j) throw NotSupported{"a mask with gaps"};
    ++range.end;
  }
  return range;
}

bool says(const kernels::Streaming& options, const std::vector<kernels::KeyRange>& ranges, std::size_t keys) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const auto [first, end] = kernels::visible_keys(options, i, keys);
    if (first == end && ranges[i].first == ranges[i].end) continue;
    if (first != ranges[i].first || end != ranges[i].end) return false;
  }
  return true;
}

/// Options under which exactly these keys are visible.
std::optional<kernels::Streaming> one_for_all(const std::vector<kernels::KeyRange>& ranges, std::size_t keys) {
  const auto rows = static_cast<std::ptrdiff_t>(ranges.size());
  const auto count = static_cast<std::ptrdiff_t>(keys);
  kernels::Streaming options;
  options.keys = 0;
  for (const kernels::KeyRange& range : ranges) options.keys = std::max(options.keys, range.end);
  if (says(options, ranges, keys)) return options;
  for (options.past = -rows; options.past <= count; ++options.past) {
    for (const bool causal : {false, true}) {
      options.causal = causal;
      std::vector<std::size_t> distances{kernels::Streaming::unlimited};
      for (std::size_t distance = 0; distance <= keys; ++distance) distances.push_back(distance);
      for (const std::size_t left : distances) {
        options.left = left;
        options.right = kernels::Streaming::unlimited;
        if (says(options, ranges, keys)) return options;
      }
    }
  }
  return std::nullopt;
}

/// A call for some of the queries.
struct Call {
  std::size_t first;
  std::size_t count;
  kernels::Streaming options;
};

std::vector<Call> calls_of(const StreamedHead& head) {
  std::vector<kernels::KeyRange> ranges;
  for (std::size_t i = 0; i < head.queries.shape(0); ++i) ranges.push_back(range_of(head.mask, i));
  std::vector<Call> calls;
  if (const auto options = one_for_all(ranges, head.keys.shape(0))) {
    calls.push_back({0, ranges.size(), *options});
  } else {
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      kernels::Streaming own;
      own.keys = ranges[i].end;
      own.past = static_cast<std::ptrdiff_t>(ranges[i].end);
      own.left = ranges[i].end - ranges[i].first;
      calls.push_back({i, 1, own});
    }
  }
  for (Call& call : calls) {
    call.options.scale = head.scale;
    call.options.cap = head.cap;
  }
  return calls;
}

struct Forward {
  Matrix output;
  std::vector<float> logsumexp;
  std::vector<float> workspace;
};

Forward run(const StreamedHead& head, const std::vector<Call>& calls, kernels::Architecture architecture) {
  const std::size_t keys = head.keys.shape(0);
  Forward forward{attention::make_matrix({head.queries.shape(0), head.values.shape(1)}),
                  std::vector<float>(head.queries.shape(0)),
                  std::vector<float>(kernels::streaming_workspace(head.keys.shape(1), head.values.shape(1)))};
  for (const auto& [first, count, options] : calls)
    kernels::streaming_attention(rows_of(head.queries, first, count), rows_of(head.keys, 0, keys),
                                 rows_of(head.values, 0, keys), options, rows_of(forward.output, first, count),
                                 std::span(forward.logsumexp).subspan(first, count), forward.workspace, architecture);
  return forward;
}

}  // namespace

Matrix attend(const StreamedHead& head, kernels::Architecture architecture) {
  return run(head, calls_of(head), architecture).output;
}

StreamedGradients differentiate(const StreamedHead& head, const Matrix& output_gradient,
                                kernels::Architecture architecture) {
  const std::vector<Call> calls = calls_of(head);
  Forward forward = run(head, calls, architecture);
  const std::size_t keys = head.keys.shape(0);
  StreamedGradients gradients{zeros_like(head.queries), zeros_like(head.keys), zeros_like(head.values)};
  const Matrix& output = forward.output;
  for (const auto& [first, count, options] : calls)
    kernels::streaming_attention_backward(
        {rows_of(head.queries, first, count), rows_of(head.keys, 0, keys), rows_of(head.values, 0, keys),
         rows_of(output, first, count), std::span(forward.logsumexp).subspan(first, count),
         rows_of(output_gradient, first, count)},
        options, rows_of(gradients.queries, first, count), rows_of(gradients.keys, 0, keys),
        rows_of(gradients.values, 0, keys), forward.workspace, architecture);
  return gradients;
}

}  // namespace golden
