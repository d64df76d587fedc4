#include "scenario/field_list.hpp"

namespace attention {

std::span<const Field> fields() {
  static constexpr auto list = detail::without_texts();
  return list;
}

const Field* find_used(std::string_view name, Mechanism mechanism) {
  for (const Field& field : fields())
    if (field.name == name && field.mechanisms.contains(mechanism)) return &field;
  return nullptr;
}

}  // namespace attention
