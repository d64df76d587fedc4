#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "names.hpp"
#include "scenario/scenario.hpp"

namespace attention {

/// A set of mechanisms, one bit each.
class MechanismSet {
 public:
  constexpr MechanismSet() = default;
  template <class... Mechanisms>
  constexpr explicit MechanismSet(Mechanisms... mechanisms)
      : bits_(((1U << static_cast<unsigned>(mechanisms)) | ...)) {}

  [[nodiscard]] constexpr bool contains(Mechanism mechanism) const {
    return (bits_ >> static_cast<unsigned>(mechanism) & 1U) != 0;
  }
  [[nodiscard]] constexpr MechanismSet with(MechanismSet other) const {
    other.bits_ |= bits_;
    return other;
  }
  [[nodiscard]] constexpr MechanismSet without(MechanismSet other) const {
    other.bits_ = bits_ & ~other.bits_;
    return other;
  }
  static constexpr MechanismSet all() {
    MechanismSet everything;
    everything.bits_ = ~0U;
    return everything;
  }

 private:
  std::uint32_t bits_ = 0;
};

/// One field of a scenario: all that the reader, the writer, the page's controls, the JSON Schema and the reference
/// need to know about it.
struct Field {
  std::string_view group = {};  ///< the object that holds it ("mask"); the scenario itself unless given
  std::string_view name = {};
  FieldKind kind = FieldKind::flag;
  bool nullable = false;
  const void* (*read)(const Scenario&) = nullptr;
  void* (*write)(Scenario&) = nullptr;
  double minimum = 0.0;
  double maximum = 0.0;
  std::span<const std::string_view> choices = {};
  MechanismSet fewer = {};              ///< those that know only ...
  std::size_t first_choices = 0;        ///< ... so many of the choices
  MechanismSet mechanisms = {};         ///< those that use it
  std::string_view condition = {};      ///< it has an effect only while this field, where it is used, ...
  std::uint32_t condition_choices = 0;  ///< ... has one of these choices, one bit each
  std::string_view text = {};           ///< what it means; empty where only the rules are asked for

  /// Where the scenario holds it. T is the type of the member.
  template <class T>
  [[nodiscard]] const T& of(const Scenario& scenario) const {
    return *static_cast<const T*>(read(scenario));
  }
  template <class T>
  [[nodiscard]] T& of(Scenario& scenario) const {
    return *static_cast<T*>(write(scenario));
  }

  [[nodiscard]] std::span<const std::string_view> choices_of(Mechanism mechanism) const {
    return fewer.contains(mechanism) ? choices.first(first_choices) : choices;
  }

  [[nodiscard]] constexpr Field within(double least, double most) const {
    Field field = *this;
    field.minimum = least;
    field.maximum = most;
    return field;
  }
  [[nodiscard]] constexpr Field in(std::string_view object) const {
    Field field = *this;
    field.group = object;
    return field;
  }
  template <class Choice>
  [[nodiscard]] constexpr Field up_to(Choice last, MechanismSet only) const {
    Field field = *this;
    field.fewer = only;
    field.first_choices = static_cast<std::size_t>(last) + 1;
    return field;
  }
  template <class... Choices>
  [[nodiscard]] constexpr Field when(std::string_view other, Choices... wanted) const {
    Field field = *this;
    field.condition = other;
    field.condition_choices = ((1U << static_cast<unsigned>(wanted)) | ...);
    return field;
  }
};

/// Every field but version and mechanism, in the order in which they are written; a group stands before what it holds.
std::span<const Field> fields();

/// The same with their texts. (Apart, so that the page does not load them.)
std::span<const Field> documented_fields();

/// The field of this name that the mechanism uses, or nothing.
const Field* find_used(std::string_view name, Mechanism mechanism);

}  // namespace attention
