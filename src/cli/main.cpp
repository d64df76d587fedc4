#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "cli/report.hpp"
#include "error.hpp"
#include "scenario/link.hpp"
#include "scenario/scenario.hpp"

namespace {

constexpr const char* help = R"(attention: computes what the attention playground shows

  attention run FILE [--json]    runs the scenario in FILE (- reads standard input; a link of the playground,
                                 or the part behind its #, may stand for FILE) and prints scores, weights and
                                 output as tables, or as JSON with --json
  attention --help
  attention --version

Examples
  echo '{"version": 1, "mechanism": "masked", "tokens": "the dog ran"}' | attention run -
  attention run scenario.json --json

Exit status: 0 done; 1 the scenario is wrong (the message names the field); 2 the command is wrong;
3 the file cannot be read.
)";

enum class Exit : std::uint8_t { done = 0, wrong_scenario = 1, wrong_command = 2, unreadable = 3 };

struct Arguments {
  std::string file;
  bool json = false;
};

Exit complain(Exit status, const std::string& message) {
  std::cerr << "attention: " << message << '\n';
  return status;
}

bool read_all(const std::string& file, std::string& text) {
  if (file == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
    return true;
  }
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown)) return false;  // it would open, and throw when read
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return false;
  text.assign(std::istreambuf_iterator<char>(stream), {});
  return !stream.bad();
}

Exit run(const Arguments& arguments) {
  std::string json;
  if (attention::is_link(arguments.file))
    json = attention::read_link(arguments.file);
  else if (!read_all(arguments.file, json))
    return complain(Exit::unreadable, "cannot read " + arguments.file);
  const attention::Scenario scenario = attention::read_scenario(json);
  const attention::Run result = attention::run(scenario);
  if (arguments.json)
    attention::cli::print_json(std::cout, scenario, result);
  else
    attention::cli::print_tables(std::cout, scenario, result);
  return Exit::done;
}

Exit dispatch(const std::vector<std::string>& words) {
  if (words.empty()) return complain(Exit::wrong_command, "nothing to do; see attention --help");
  if (words[0] == "--help" || words[0] == "-h") {
    std::cout << help;
    return Exit::done;
  }
  if (words[0] == "--version") {
    std::cout << "attention " ATTENTION_VERSION "\n";
    return Exit::done;
  }
  if (words[0] != "run") return complain(Exit::wrong_command, "unknown command " + words[0] + "; see attention --help");
  Arguments arguments;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--json")
      arguments.json = true;
    else if (arguments.file.empty() && (words[i] == "-" || words[i][0] != '-'))
      arguments.file = words[i];
    else
      return complain(Exit::wrong_command, "unknown argument " + words[i] + "; see attention --help");
  }
  if (arguments.file.empty()) return complain(Exit::wrong_command, "run needs a file, or - for standard input");
  return run(arguments);
}

}  // namespace

int main(int count, char** words) {
  try {
    return static_cast<int>(dispatch({words + 1, words + count}));
  } catch (const attention::Error& error) {
    return static_cast<int>(complain(Exit::wrong_scenario, error.what()));
  } catch (const std::exception& error) {
    return static_cast<int>(complain(Exit::wrong_scenario, error.what()));
  }
}
