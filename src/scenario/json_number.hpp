#pragma once

#include <string>
#include <string_view>

namespace attention {

/// The double nearest to a number of JSON's grammar; infinite where it is too large for one.
double read_number(std::string_view text);

/// The fewest digits that read as the same finite number again, in JavaScript's form (ECMA-262, Number::toString):
/// 4, 0.1, 1e-7, 1e+21.
std::string write_number(double number);

}  // namespace attention
