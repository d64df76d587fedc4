#pragma once

// The instruction sets that the fast kernels are compiled for.

#ifdef __wasm_relaxed_simd__

// xsimd's functions find only those instructions that are declared above them.
namespace xsimd {
template <class T, class A>
class batch;
struct wasm_relaxed;
namespace kernel {
template <class A>
batch<float, A> fma(const batch<float, A>& x, const batch<float, A>& y, const batch<float, A>& z,
                    const wasm_relaxed& /*arch*/) noexcept;
template <class A>
batch<float, A> fnma(const batch<float, A>& x, const batch<float, A>& y, const batch<float, A>& z,
                     const wasm_relaxed& /*arch*/) noexcept;
}  // namespace kernel
}  // namespace xsimd

#endif

#include <xsimd/xsimd.hpp>

#include <cstddef>

#ifdef __wasm_relaxed_simd__

namespace xsimd {

/// WASM with the relaxed instructions: xsimd's own, and multiply-adds in one instruction.
struct wasm_relaxed : wasm {
  static constexpr const char* name() noexcept { return "wasm relaxed"; }
};

namespace types {
XSIMD_DECLARE_SIMD_REGISTER_ALIAS(wasm_relaxed, wasm);
}

namespace kernel {
template <class A>
XSIMD_INLINE batch<float, A> fma(const batch<float, A>& x, const batch<float, A>& y, const batch<float, A>& z,
                                 const wasm_relaxed& /*arch*/) noexcept {
  return wasm_f32x4_relaxed_madd(x, y, z);
}
template <class A>
XSIMD_INLINE batch<float, A> fnma(const batch<float, A>& x, const batch<float, A>& y, const batch<float, A>& z,
                                  const wasm_relaxed& /*arch*/) noexcept {
  return wasm_f32x4_relaxed_nmadd(x, y, z);
}
}  // namespace kernel

}  // namespace xsimd

#endif

namespace attention::kernels {

/// The best that the machine has is chosen when the program runs; a WASM module is built for one.
#if defined(__wasm_relaxed_simd__)
using Baseline = xsimd::wasm_relaxed;
using Architectures = xsimd::arch_list<Baseline>;
#elif defined(__x86_64__)
using Baseline = xsimd::sse2;
using Architectures = xsimd::arch_list<xsimd::avx512bw, xsimd::fma3<xsimd::avx2>, xsimd::sse4_2, Baseline>;
#else
using Baseline = xsimd::default_arch;
using Architectures = xsimd::arch_list<Baseline>;
#endif

/// How many rows and how many vectors of columns of a product are computed at once: as many as the registers hold,
/// with the operands.
template <std::size_t Rows, std::size_t Vectors>
struct Tile {
  static constexpr std::size_t rows = Rows;
  static constexpr std::size_t vectors = Vectors;
};

/// The tiles of an instruction set: of products with many columns, of attention for many queries and for few, where
/// less of them is left empty. V8 has 15 registers to give; there, 3 x 3 and 4 x 2 were 2 to 4 % slower than 2 x 4.
template <class Arch>
struct Tiles {
  using Many = Tile<2, 4>;
  using Queries = Many;
  using Few = Tile<4, 2>;
};

#if XSIMD_WITH_FMA3_AVX2
template <>
struct Tiles<xsimd::fma3<xsimd::avx2>> {
  using Many = Tile<6, 2>;
  using Queries = Tile<4, 3>;  // 6 % less time, but columns are seldom multiples of 24
  using Few = Tile<8, 1>;
};
#endif

#if XSIMD_WITH_AVX512BW
template <>
struct Tiles<xsimd::avx512bw> {
  using Many = Tile<8, 3>;
  using Queries = Many;
  using Few = Tile<16, 1>;
};
#endif

}  // namespace attention::kernels
