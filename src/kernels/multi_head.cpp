#include "multi_head.hpp"

#include <algorithm>

#include "parallel.hpp"

namespace attention::kernels {

namespace {

/// Queries of a head that one task takes: whole blocks of every instruction set. Tasks are the same for any number of
/// threads, and so are the sums.
constexpr std::size_t queries_at_once = 192;

Streaming options_of(const MultiHead& given, std::size_t head) noexcept {
  Streaming options = given.options;
  if (!given.slopes.empty()) options.slope = given.slopes[head];
  return options;
}

template <class Number>
Strided<Number> part(const Strided<Number>& matrix, std::size_t first, std::size_t count) noexcept {
  return {matrix.row(first), count, matrix.columns, matrix.stride};
}

/// The part of the scratch memory that is one thread's own.
std::span<float> own(std::span<float> workspace, const MultiHead& given, std::size_t worker) noexcept {
  const std::size_t size = streaming_workspace(given.keys.first.columns, given.values.first.columns);
  return workspace.subspan(worker * size, size);
}

}  // namespace

std::size_t multi_head_workspace(std::size_t key_width, std::size_t value_width, const Machine& machine) noexcept {
  return machine.threads * streaming_workspace(key_width, value_width);
}

void multi_head_attention(const MultiHead& given, const Heads<float>& output, std::span<float> logsumexp,
                          std::span<float> workspace, const Machine& machine) noexcept {
  const std::size_t rows = given.queries.first.rows;
  const std::size_t blocks = (rows + queries_at_once - 1) / queries_at_once;
  parallel(given.queries.count * blocks, machine.threads, [&](std::size_t task, std::size_t worker) {
    const std::size_t head = task / blocks;
    const std::size_t key_head = head * given.keys.count / given.queries.count;
    const std::size_t first = task % blocks * queries_at_once;
    const std::size_t count = std::min(queries_at_once, rows - first);
    Streaming options = options_of(given, head);
    options.past += static_cast<std::ptrdiff_t>(first);
    streaming_attention(part(given.queries.head(head), first, count), given.keys.head(key_head),
                        given.values.head(key_head), options, part(output.head(head), first, count),
                        logsumexp.empty() ? logsumexp : logsumexp.subspan(head * rows + first, count),
                        own(workspace, given, worker), machine.architecture);
  });
}

void multi_head_attention_backward(const MultiHead& given, const MultiHeadGradient& gradient,
                                   const Heads<float>& queries, const Heads<float>& keys, const Heads<float>& values,
                                   std::span<float> workspace, const Machine& machine) noexcept {
  const std::size_t rows = given.queries.first.rows;
  const std::size_t group = given.queries.count / given.keys.count;
  parallel(given.keys.count, machine.threads, [&](std::size_t key_head, std::size_t worker) {
    for (std::size_t head = key_head * group; head < (key_head + 1) * group; ++head) {
      const StreamingGradient one{given.queries.head(head),
                                  given.keys.head(key_head),
                                  given.values.head(key_head),
                                  gradient.output.head(head),
                                  gradient.logsumexp.subspan(head * rows, rows),
                                  gradient.output_gradient.head(head)};
      streaming_attention_backward(one, options_of(given, head), queries.head(head), keys.head(key_head),
                                   values.head(key_head), own(workspace, given, worker), machine.architecture);
    }
  });
}

}  // namespace attention::kernels
