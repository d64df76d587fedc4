#pragma once

#include "cli/command.hpp"
#include "scenario/scenario.hpp"

namespace attention::cli {

/// A scenario and what it computes.
struct Computed {
  Scenario scenario;
  Run run;
};

/// Reads the file, the link or the standard input that the arguments name, and computes it, with a bar if it takes
/// long. Refuses what cannot be read; throws Error for what is no scenario.
Computed compute(const Arguments& arguments);

}  // namespace attention::cli
