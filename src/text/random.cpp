#include "text/random.hpp"

namespace attention {

namespace {

std::uint64_t fnv1a(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
  return hash;
}

std::uint64_t mix(std::uint64_t z) noexcept {
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::uint32_t seed, std::string_view name) noexcept : state_(mix(fnv1a(name) ^ mix(seed + 1ULL))) {}

std::uint64_t Random::next() noexcept {
  state_ += 0x9e3779b97f4a7c15U;
  return mix(state_);
}

float Random::normal() noexcept {
  const std::uint64_t bits = next();
  std::int32_t sum = 0;
  for (unsigned part = 0; part < 4; ++part) sum += static_cast<std::int32_t>((bits >> (16U * part)) & 0xffffU);
  constexpr std::int32_t mean = 2 * 0xffff;
  constexpr float deviation = 37837.227F;  // sqrt(4 (2^32 - 1) / 12)
  return static_cast<float>(sum - mean) / deviation;
}

}  // namespace attention
