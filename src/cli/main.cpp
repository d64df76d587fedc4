#include <algorithm>
#include <iostream>

#include "cli/command.hpp"
#include "error.hpp"

namespace {

using namespace attention::cli;

void dispatch(const std::vector<std::string>& words) {
  if (words.empty()) throw Refusal(Exit::wrong_command, "nothing to do; see attention --help");
  const auto is_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
  if (is_help(words[0])) {
    std::cout << overall_help();
    return;
  }
  if (words[0] == "--version") {
    std::cout << "attention " ATTENTION_VERSION "\n";
    return;
  }
  const auto command = std::ranges::find(commands(), std::string_view(words[0]), &Command::name);
  if (command == commands().end())
    throw Refusal(Exit::wrong_command, "unknown command " + words[0] + "; see attention --help");
  if (std::any_of(words.begin() + 1, words.end(), is_help)) {
    std::cout << command->help;
    return;
  }
  command->act(parse(*command, std::span(words).subspan(1)));
}

int complain(Exit status, const char* message) {
  std::cerr << "attention: " << message << '\n';
  return static_cast<int>(status);
}

}  // namespace

int main(int count, char** words) {
  try {
    dispatch({words + 1, words + count});
    std::cout.flush();
    return static_cast<int>(Exit::done);
  } catch (const Refusal& refusal) {
    return complain(refusal.status(), refusal.what());
  } catch (const std::exception& error) {
    return complain(Exit::wrong_scenario, error.what());
  }
}
