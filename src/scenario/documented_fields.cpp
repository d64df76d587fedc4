#include "scenario/field_list.hpp"

namespace attention {

std::span<const Field> documented_fields() { return detail::field_list; }

}  // namespace attention
