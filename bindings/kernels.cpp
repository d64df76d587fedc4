#include <emscripten/emscripten.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "kernels/multi_head.hpp"
#include "kernels/product.hpp"
#include "kernels/rows.hpp"

/// The kernels alone as a WASM module: no graph, no scenario, no glue. JavaScript (bindings/kernels/) writes a call
/// into the module's memory once, as a row of 32-bit words, and then names its address: a call costs what it computes.

namespace attention::kernels {

namespace {

/// One prepared call. JavaScript writes these words in this order: see call.mts and functions.mts.
struct Call {
  Heads<const float> queries;
  Heads<const float> keys;
  Heads<const float> values;
  Heads<float> output;
  float* logsumexp;
  const float* slopes;
  const std::size_t*
      length;  ///< of a cache: how many keys it holds now; the queries are the last of them, or follow `past`
  Streaming options;
};

/// The way back of a call.
struct BackwardCall {
  const Call* forward;
  Heads<const float> output_gradient;
  Heads<float> queries;
  Heads<float> keys;
  Heads<float> values;
  std::uint32_t accumulate;  ///< 0: the gradients are overwritten
};

enum class RowFunction : std::uint8_t { exp, exp2, tanh, softmax, log_softmax, layer_norm };

/// A function of rows.
struct RowCall {
  Rows x;
  MutableRows y;
  const float* gain;
  const float* bias;
  float epsilon;
  RowFunction function;
};

/// A product of matrices, head by head.
struct ProductCall {
  Heads<const float> a;
  Heads<const float> b;
  Heads<float> c;
  std::uint32_t transposed;  ///< 1: c = a b^T
};

static_assert(sizeof(Heads<float>) == 6 * sizeof(std::uint32_t) && sizeof(Streaming) == 8 * sizeof(std::uint32_t));
static_assert(sizeof(RowCall) == 12 * sizeof(std::uint32_t) && sizeof(ProductCall) == 19 * sizeof(std::uint32_t));
static_assert(sizeof(Call) == 35 * sizeof(std::uint32_t) && sizeof(BackwardCall) == 26 * sizeof(std::uint32_t));

/// Scratch memory that all calls share: they run one after the other.
std::span<float> workspace;

MultiHead read(const Call& call) noexcept {
  MultiHead given{call.queries, call.keys, call.values, call.options, {}};
  if (call.slopes != nullptr) given.slopes = {call.slopes, call.queries.count};
  if (call.length != nullptr) {
    given.keys.first.rows = given.values.first.rows = *call.length;
    given.options.past +=
        static_cast<std::ptrdiff_t>(*call.length) - static_cast<std::ptrdiff_t>(call.queries.first.rows);
  }
  return given;
}

void clear(const Heads<float>& heads) noexcept {
  for (std::size_t head = 0; head < heads.count; ++head)
    for (std::size_t row = 0; row < heads.first.rows; ++row)
      std::fill_n(heads.head(head).row(row), heads.first.columns, 0.0F);
}

}  // namespace

extern "C" {

/// Memory for so many bytes, zeros, at a boundary of the vectors; null when there is none left.
EMSCRIPTEN_KEEPALIVE void* allocate(std::size_t bytes) {
  constexpr std::size_t alignment = 64;
  const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
  auto* const memory = static_cast<unsigned char*>(std::aligned_alloc(alignment, whole));
  if (memory != nullptr) std::fill_n(memory, whole, static_cast<unsigned char>(0));
  return memory;
}

EMSCRIPTEN_KEEPALIVE void release(void* memory) { std::free(memory); }

/// Makes sure that attention of these widths, and products, have scratch memory; 0 when there is none left.
EMSCRIPTEN_KEEPALIVE int reserve(std::size_t key_width, std::size_t value_width) {
  const std::size_t count = std::max(multi_head_workspace(key_width, value_width), product_workspace());
  if (count <= workspace.size()) return 1;
  auto* const memory = static_cast<float*>(allocate(count * sizeof(float)));
  if (memory == nullptr) return 0;
  release(workspace.data());
  workspace = {memory, count};
  return 1;
}

EMSCRIPTEN_KEEPALIVE void attend(const Call* call) {
  const std::size_t count = call->logsumexp == nullptr ? 0 : call->queries.count * call->queries.first.rows;
  multi_head_attention(read(*call), call->output, {call->logsumexp, count}, workspace);
}

EMSCRIPTEN_KEEPALIVE void differentiate(const BackwardCall* call) {
  if (call->accumulate == 0)
    for (const Heads<float>& gradient : {call->queries, call->keys, call->values}) clear(gradient);
  const Call& forward = *call->forward;
  const Heads<const float> output{
      {forward.output.first.data, forward.output.first.rows, forward.output.first.columns, forward.output.first.stride},
      forward.output.count,
      forward.output.stride};
  multi_head_attention_backward(
      read(forward),
      {output, {forward.logsumexp, forward.queries.count * forward.queries.first.rows}, call->output_gradient},
      call->queries, call->keys, call->values, workspace);
}

EMSCRIPTEN_KEEPALIVE void transform(const RowCall* call) {
  const std::size_t columns = call->x.columns;
  const auto span = [columns](const float* numbers) {
    return numbers == nullptr ? std::span<const float>{} : std::span<const float>{numbers, columns};
  };
  switch (call->function) {
    case RowFunction::exp:
      exp_rows(call->x, call->y);
      break;
    case RowFunction::exp2:
      exp2_rows(call->x, call->y);
      break;
    case RowFunction::tanh:
      tanh_rows(call->x, call->y);
      break;
    case RowFunction::softmax:
      softmax_rows(call->x, call->y);
      break;
    case RowFunction::log_softmax:
      log_softmax_rows(call->x, call->y);
      break;
    case RowFunction::layer_norm:
      layer_norm_rows(call->x, span(call->gain), span(call->bias), call->epsilon, call->y);
      break;
  }
}

EMSCRIPTEN_KEEPALIVE void multiply(const ProductCall* call) {
  const auto kernel = call->transposed == 0 ? product : product_transposed;
  for (std::size_t head = 0; head < call->c.count; ++head)
    kernel(call->a.head(head), call->b.head(head), call->c.head(head), workspace, Architecture::best);
}

}  // extern "C"

}  // namespace attention::kernels
