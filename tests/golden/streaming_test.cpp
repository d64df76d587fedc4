#include "golden/streaming.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "golden/kinds.hpp"

// The golden cases of attention once more, by the streaming kernels, on every instruction set of this machine.

namespace kernels = attention::kernels;

TEST_CASE("golden: streaming attention agrees with PyTorch on every instruction set", "[golden]") {
  const char* chosen = std::getenv("ATTENTION_GOLDEN");
  const std::filesystem::path folder = chosen != nullptr ? chosen : ATTENTION_GOLDEN_DEFAULT;
  std::vector<golden::Case> cases;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".json") std::ranges::move(golden::load(entry.path()), std::back_inserter(cases));

  for (std::size_t i = 0; i < kernels::architecture_count(); ++i) {
    const auto architecture = static_cast<kernels::Architecture>(i);
    int passed = 0;
    double worst = 0;
    for (const golden::Case& one : cases) {
      if (one.advisory) continue;
      try {
        for (const auto& [name, numbers] : golden::stream(one, architecture)) {
          INFO(one.name << ", " << name << " on " << kernels::architecture_name(architecture));
          const golden::Difference difference = golden::difference(numbers, one.outputs.at(name), one);
          worst = std::max(worst, difference.worst);
          CHECK(difference.message.empty());
        }
        ++passed;
      } catch (const golden::NotSupported&) {  // what streaming attention does not offer
        continue;
      }
    }
    std::cout << "streaming on " << kernels::architecture_name(architecture) << ": " << passed
              << " cases, the worst at " << worst << " of its tolerance\n";
    CHECK(passed >= 40);
  }
}
