#pragma once

#include <cstdint>

#include "architecture.hpp"

// e^x, 2^x and tanh x, lane by lane, within 2 units of the last place. x is split into a whole power of two, which goes
// into the exponent, and a rest, whose power a polynomial gives: minimax ones, by Remez' algorithm.

namespace attention::kernels {

/// Adding it leaves a whole number in the last bits (1.5 * 2^23), with the 127 that an exponent is stored with.
inline constexpr float rounder = 12582912.0F + 127.0F;

/// Horner's rule, the highest coefficient first.
template <class Arch, class... Coefficients>
inline xsimd::batch<float, Arch> polynomial(const xsimd::batch<float, Arch>& x, float first,
                                            Coefficients... coefficients) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  Batch sum(first);
  ((sum = xsimd::fma(sum, x, Batch(coefficients))), ...);
  return sum;
}

/// A number as 2^whole e^rest, |rest| <= log(2) / 2. The whole number stands in the last bits of `shifted`.
template <class Arch>
struct Split {
  xsimd::batch<float, Arch> shifted;
  xsimd::batch<float, Arch> power;  ///< e^rest, or 2^rest

  static Split of_e(const xsimd::batch<float, Arch>& x) noexcept {
    using Batch = xsimd::batch<float, Arch>;
    const Batch shifted = xsimd::fma(x, Batch(1.44269504088896341F), Batch(rounder));
    const Batch whole = shifted - Batch(rounder);
    // log(2) in two parts: the first has so few digits that its product with a whole number is exact.
    const Batch rest = xsimd::fnma(whole, Batch(-2.12194440e-4F), xsimd::fnma(whole, Batch(0.693359375F), x));
    return {shifted, polynomial<Arch>(rest, 1.3814467e-3F, 8.368781e-3F, 4.1668393e-2F, 1.666652e-1F, 4.9999994e-1F,
                                      1.0F, 1.0F)};
  }

  static Split of_two(const xsimd::batch<float, Arch>& x) noexcept {
    using Batch = xsimd::batch<float, Arch>;
    const Batch shifted = x + Batch(rounder);
    return {shifted, polynomial<Arch>(x - (shifted - Batch(rounder)), 1.5469865e-4F, 1.3410154e-3F, 9.61803e-3F,
                                      5.550297e-2F, 2.4022651e-1F, 6.9314724e-1F, 1.0F)};
  }

  /// 2^whole power, where that is a normal number. (A product, so that NaN stays NaN.)
  [[nodiscard]] xsimd::batch<float, Arch> normal() const noexcept {
    return power * xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(shifted) << 23);
  }

  /// The same for any whole number from -250 to 250: half of it at a time, so that the last product alone rounds.
  [[nodiscard]] xsimd::batch<float, Arch> any() const noexcept {
    const auto whole = xsimd::bitwise_cast<std::int32_t>(shifted) -
                       xsimd::bitwise_cast<std::int32_t>(xsimd::batch<float, Arch>(rounder));
    const auto half = whole >> 1;
    const auto scale = [](const auto& exponent) { return xsimd::bitwise_cast<float>((exponent + 127) << 23); };
    return power * scale(half) * scale(whole - half);
  }
};

/// x within [-limit, limit]; NaN stays NaN.
template <class Arch>
inline xsimd::batch<float, Arch> limited(const xsimd::batch<float, Arch>& x, float limit) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  return xsimd::select(x > Batch(limit), Batch(limit), xsimd::select(x < Batch(-limit), Batch(-limit), x));
}

/// e^x, from 0 over the denormal numbers to infinity.
template <class Arch>
inline xsimd::batch<float, Arch> exp(const xsimd::batch<float, Arch>& x) noexcept {
  return Split<Arch>::of_e(limited<Arch>(x, 128.0F)).any();
}

/// 2^x, likewise.
template <class Arch>
inline xsimd::batch<float, Arch> exp2(const xsimd::batch<float, Arch>& x) noexcept {
  return Split<Arch>::of_two(limited<Arch>(x, 200.0F)).any();
}

/// x, or a bound that is larger; NaN stays NaN. (One instruction, but which operand it takes where one is NaN differs.)
template <class Arch>
inline xsimd::batch<float, Arch> at_least(const xsimd::batch<float, Arch>& x, float bound) noexcept {
  using Batch = xsimd::batch<float, Arch>;
#ifdef __wasm__
  return xsimd::max(x, Batch(bound));
#else
  return xsimd::max(Batch(bound), x);
#endif
}

/// e^x for x <= 1; 0 below -87.7. (The power of two is 2^-127 there, whose bits are those of 0.)
template <class Arch>
inline xsimd::batch<float, Arch> exp_of_negative(const xsimd::batch<float, Arch>& x) noexcept {
  return Split<Arch>::of_e(at_least<Arch>(x, -88.0F)).normal();
}

/// 2^x for x <= 1, likewise; 0 below -126.5. It splits x by three additions; e^x takes one and three multiply-adds,
/// which are two instructions each where they are not fused.
template <class Arch>
inline xsimd::batch<float, Arch> exp2_of_negative(const xsimd::batch<float, Arch>& x) noexcept {
  return Split<Arch>::of_two(at_least<Arch>(x, -127.0F)).normal();
}

template <class Arch>
inline xsimd::batch<float, Arch> tanh(const xsimd::batch<float, Arch>& x) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const Batch size = xsimd::abs(x);
  const Batch square = size * size;
  const Batch small = xsimd::fma(
      size * square,
      polynomial<Arch>(square, -6.2388456e-3F, 2.1055805e-2F, -5.385165e-2F, 1.3332625e-1F, -3.333332e-1F), size);
  const Batch power = Split<Arch>::of_e(limited<Arch>(size + size, 20.0F)).normal();
  const Batch large = Batch(1.0F) - Batch(2.0F) / (power + Batch(1.0F));
  return xsimd::copysign(xsimd::select(size < Batch(0.55F), small, large), x);
}

}  // namespace attention::kernels
