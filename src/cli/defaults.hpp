#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "scenario/field.hpp"

namespace attention::cli {

using Json = nlohmann::ordered_json;

/// "mask.causal"
std::string path_of(const Field& field);

/// What a field is where a scenario of this mechanism says nothing.
Json default_of(const Field& field, Mechanism mechanism);

/// The same for all mechanisms, or nothing if they differ or if the field holds others.
std::optional<Json> common_default(const Field& field);

/// What the field means, while what it has an effect, and for which mechanisms; one line of Markdown.
std::string description(const Field& field);

/// The mechanisms that use a field: "all", or their names.
std::string users(const Field& field);

}  // namespace attention::cli
