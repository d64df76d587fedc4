#pragma once

#include "scenario/scenario.hpp"

namespace attention::web {

/// run(), for the mechanisms that this module has. Throws not_loaded for what another module has.
Run compute(const Scenario& scenario);

}  // namespace attention::web
