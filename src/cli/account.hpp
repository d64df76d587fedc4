#pragma once

#include <string>

#include "graph/explanation.hpp"

namespace attention::cli {

/// A number for reading: four decimals, or a power of ten where they would show nothing; "-inf" where hidden.
std::string readable(double number);

/// The account of a number as one line, "0.6225 = e^(1.2000 - 1.9000) / (e^(1.2000 - 1.9000) + ...)"; of many terms
/// the first and the last.
std::string equation(const Explanation& account);

}  // namespace attention::cli
