#include <cstddef>
#include <cstdint>

#include "attention.hpp"
#include "fuzz/require.hpp"

// Any bytes, as a scenario and as a link: they are read, or refused by an Error. What was read is written and read
// again without a change.

namespace {

using namespace attention;

void read(std::string_view json) {
  const std::string written = write_scenario(read_scenario(json));
  try {
    fuzz::require(write_scenario(read_scenario(written)) == written, "a scenario changes when it is read again");
  } catch (const Error& error) {
    fuzz::fail("a written scenario is refused: " + written + ": " + error.what());
  }
}

template <class Use>
void refused_or(Use use) {
  try {
    use();
  } catch (const Error& error) {
    fuzz::require(*error.what() != '\0', "an error says nothing");
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  refused_or([&] { read(text); });
  refused_or([&] { read(read_link(text)); });
  return 0;
}
