#pragma once

#include <string_view>

#include "scenario/json_reader.hpp"

namespace attention {

/// The JSON value of a text. Throws json_syntax with the position where it ends to be JSON, or where it nests deeper
/// than any scenario does. (Json::parse would do as well, but compiles the parser twice, and every visitor of the page
/// loads it.)
Json parse_json(std::string_view text);

}  // namespace attention
