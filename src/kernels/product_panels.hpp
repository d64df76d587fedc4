#pragma once

#include <algorithm>
#include <array>

#include "compiled.hpp"
#include "product.hpp"
#include "tile.hpp"

namespace attention::kernels {

/// A panel of the right operand, packed and filled up with zeros to whole vectors, and the products with it.
template <class Arch>
class ProductPanel {
 public:
  using Batch = xsimd::batch<float, Arch>;
  static constexpr std::size_t lanes = Batch::size;
  using Tile = typename Tiles<Arch>::Many;
  static constexpr std::size_t width = Tile::vectors * lanes;
  static_assert(width <= widest_panel);

  explicit ProductPanel(float* memory) noexcept : packed_(memory) {}

  /// packed(d, j) = element(d, j) for `depth` rows and `count` columns.
  template <class Element>
  void pack(std::size_t depth, std::size_t count, const Element& element) noexcept {
    depth_ = depth;
    count_ = count;
    for (std::size_t d = 0; d < depth; ++d) {
      for (std::size_t j = 0; j < count; ++j) packed_[d * width + j] = element(d, j);
      std::fill(packed_ + d * width + count, packed_ + (d + 1) * width, 0.0F);
    }
  }

  /// c(columns of the panel) = a(columns from `first` on) panel, or += where there is something already.
  void multiply_into(Rows a, std::size_t first, MutableRows c, std::size_t column, bool add) const noexcept {
    const auto at = [&](std::size_t i, std::size_t j) { return c.row(i) + column + j * lanes; };
    multiply<Arch, Tile::rows, Tile::vectors>(
        a.rows, depth_, {a.data + first, a.stride, 1}, {packed_, width},
        [](std::size_t, std::size_t) { return Batch(0.0F); },
        [&](std::size_t i, std::size_t j, const Batch& sum) {
          if (j * lanes >= count_) return;
          if ((j + 1) * lanes <= count_) {
            (add ? Batch::load_unaligned(at(i, j)) + sum : sum).store_unaligned(at(i, j));
            return;
          }
          alignas(Arch::alignment()) std::array<float, lanes> part;
          sum.store_aligned(part.data());
          for (std::size_t l = 0; j * lanes + l < count_; ++l) at(i, j)[l] = (add ? at(i, j)[l] : 0.0F) + part[l];
        });
  }

 private:
  float* packed_;
  std::size_t depth_ = 0;
  std::size_t count_ = 0;
};

/// C = A B, where element(d, j) gives B's.
template <class Arch, class Element>
void multiply_panels(Rows a, MutableRows c, std::span<float> workspace, const Element& element) noexcept {
  ProductPanel<Arch> panel(align<Arch>(workspace));
  constexpr std::size_t width = ProductPanel<Arch>::width;
  for (std::size_t column = 0; column < c.columns; column += width)
    for (std::size_t first = 0; first < std::max<std::size_t>(a.columns, 1); first += panel_depth) {
      panel.pack(std::min(panel_depth, a.columns - first), std::min(width, c.columns - column),
                 [&](std::size_t d, std::size_t j) { return element(first + d, column + j); });
      panel.multiply_into(a, first, c, column, first > 0);
    }
}

template <class Arch>
void Compiled<Arch>::product(Rows a, Rows b, MutableRows c, std::span<float> workspace) noexcept {
  multiply_panels<Arch>(a, c, workspace, [&](std::size_t d, std::size_t j) { return b.row(d)[j]; });
}

template <class Arch>
void Compiled<Arch>::product_transposed(Rows a, Rows b, MutableRows c, std::span<float> workspace) noexcept {
  multiply_panels<Arch>(a, c, workspace, [&](std::size_t d, std::size_t j) { return b.row(j)[d]; });
}

}  // namespace attention::kernels
