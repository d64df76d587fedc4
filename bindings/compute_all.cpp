#include "compute.hpp"

namespace attention::web {

Run compute(const Scenario& scenario) { return run(scenario); }

}  // namespace attention::web
