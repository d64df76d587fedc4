#include "compute.hpp"
#include "scenario/builder.hpp"

// The mechanisms of a first visit to the page, in a module that is loaded sooner.

namespace attention::web {

Run compute(const Scenario& scenario) {
  switch (scenario.mechanism) {
    case Mechanism::key_value:
    case Mechanism::masked:
      return run_with(scenario, build_projected);
    case Mechanism::multi_head:
      return run_with(scenario, build_multi_head);
    default:
      throw Error(ErrorCode::not_loaded, "mechanism: this module has no other than key_value, masked and multi_head",
                  "mechanism");
  }
}

}  // namespace attention::web
