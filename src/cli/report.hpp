#pragma once

#include <iosfwd>

#include "scenario/scenario.hpp"

namespace attention::cli {

/// Scores, weights and output of a run, as aligned tables.
void print_tables(std::ostream& out, const Scenario& scenario, const Run& run);

/// The same as one JSON object; hidden scores are null.
void print_json(std::ostream& out, const Scenario& scenario, const Run& run);

}  // namespace attention::cli
