#include "cli/compute.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "cli/progress.hpp"
#include "scenario/link.hpp"

namespace attention::cli {

namespace {

std::string read_all(const std::string& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::error_code unknown;
  const bool folder = std::filesystem::is_directory(file, unknown);  // it would open, and throw when read
  std::ifstream stream(file, std::ios::binary);
  if (folder || !stream) throw Refusal(Exit::unreadable, "cannot read " + file);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad()) throw Refusal(Exit::unreadable, "cannot read " + file);
  return text;
}

}  // namespace

Computed compute(const Arguments& arguments) {
  Computed computed;
  computed.scenario = read_scenario(is_link(arguments.file) ? read_link(arguments.file) : read_all(arguments.file));
  const Progress progress("computing");
  computed.run = run(computed.scenario);
  return computed;
}

}  // namespace attention::cli
