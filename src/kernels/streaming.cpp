#include "streaming.hpp"

#include <algorithm>

#include "compiled.hpp"
#include "dispatch.hpp"
#include "streaming_block.hpp"

namespace attention::kernels {

KeyRange visible_keys(const Streaming& options, std::size_t query, std::size_t keys) noexcept {
  const std::ptrdiff_t position = static_cast<std::ptrdiff_t>(query) + options.past;
  const auto limit = static_cast<std::ptrdiff_t>(std::min(keys, options.keys));
  const auto add = [](std::ptrdiff_t start, std::size_t distance) {
    constexpr std::ptrdiff_t most = std::numeric_limits<std::ptrdiff_t>::max() / 2;
    return distance > static_cast<std::size_t>(most) ? most : start + static_cast<std::ptrdiff_t>(distance);
  };
  std::ptrdiff_t first = options.left == Streaming::unlimited ? 0 : position - add(0, options.left);
  std::ptrdiff_t end = add(position, options.causal ? 0 : options.right) + 1;
  first = std::max<std::ptrdiff_t>(first, 0);
  end = std::min(end, limit);
  if (first >= end) return {};
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(end)};
}

std::size_t streaming_workspace(std::size_t key_width, std::size_t value_width) noexcept {
  constexpr std::size_t alignment = 16;
  const std::size_t rows = 3 * key_width + 2 * value_width + 2 * block_keys + 2 * widest_block;
  return rows * widest_block + alignment;
}

void streaming_attention(Rows queries, Rows keys, Rows values, const Streaming& options, MutableRows output,
                         std::span<float> logsumexp, std::span<float> workspace, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) {
    Compiled<decltype(arch)>::attention(queries, keys, values, options, output, logsumexp, workspace);
  });
}

void streaming_attention_backward(const StreamingGradient& given, const Streaming& options, MutableRows queries,
                                  MutableRows keys, MutableRows values, std::span<float> workspace,
                                  Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) {
    Compiled<decltype(arch)>::attention_backward(given, options, queries, keys, values, workspace);
  });
}

}  // namespace attention::kernels
