#pragma once

#include <iosfwd>

namespace attention::cli {

/// The mechanisms, one a line, with the fields that each uses.
void print_mechanisms(std::ostream& out);
/// The same as one JSON object.
void print_mechanisms_json(std::ostream& out);

/// The JSON Schema of a scenario (draft 2020-12): src/scenario/schema.json.
void print_schema(std::ostream& out);

/// The fields of a scenario as Markdown: src/scenario/README.md.
void print_reference(std::ostream& out);

}  // namespace attention::cli
