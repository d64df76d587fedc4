#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "attention.hpp"

namespace fuzz {

/// Bytes, one after the other; 0 when they are used up.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::size_t next() {
    if (bytes_.empty()) return 0;
    const std::size_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  /// Below `end`, which is not 0.
  std::size_t below(std::size_t end) {
    const std::size_t high = end > 256 ? next() : 0;
    return (high * 256 + next()) % end;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// Decodes bytes as a scenario of few tokens and small widths, and runs it. What a scenario may hold is nowhere listed:
/// the fields are those that are written, the names of a choice those that the reader expects, what may stand in a
/// field that is null or empty is found by trying. So a new field or enumerator is covered as soon as there is one.
attention::Run run(Bytes& bytes);

}  // namespace fuzz
