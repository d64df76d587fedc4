#include "mechanisms/mask.hpp"

namespace attention {

namespace {

Hidden why_hidden(const MaskOptions& options, std::size_t query, std::size_t key) {
  const std::size_t position = query + options.past;
  if (options.causal && key > position && key >= options.prefix) return Hidden::causal;
  if (options.window && (key + options.window->left < position || key > position + options.window->right))
    return Hidden::window;
  if (options.block && key / *options.block != position / *options.block) return Hidden::block;
  if (options.padding && key >= *options.padding) return Hidden::padding;
  return Hidden::visible;
}

}  // namespace

Mask make_mask(const MaskOptions& options, std::size_t queries, std::size_t keys) {
  if (options.block && *options.block == 0)
    throw Error(ErrorCode::out_of_range, "mask.block: expected a number from 1, got 0", "mask.block",
                {{"minimum", "1"}, {"got", "0"}});
  Mask mask = make_mask({queries, keys});
  for (std::size_t i = 0; i < queries; ++i)
    for (std::size_t j = 0; j < keys; ++j) mask(i, j) = why_hidden(options, i, j);
  for (const auto& [query, key] : options.free) {
    if (query >= queries || key >= keys)
      throw Error(ErrorCode::out_of_range,
                  "a hidden pair (" + digits(query) + ", " + digits(key) + ") lies outside the mask of " +
                      describe({queries, keys}),
                  "mask.free", {{"got", digits(query) + ", " + digits(key)}, {"maximum", describe({queries, keys})}});
    if (mask(query, key) == Hidden::visible) mask(query, key) = Hidden::free;
  }
  return mask;
}

bool hides(const MaskOptions& options) {
  return options.causal || options.window.has_value() || options.block.has_value() || options.padding.has_value() ||
         !options.free.empty();
}

}  // namespace attention
