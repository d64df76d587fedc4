#include "cli/command.hpp"

#include <algorithm>
#include <charconv>

namespace attention::cli {

namespace {

[[noreturn]] void refuse(const Command& command, const std::string& message) {
  throw Refusal(Exit::wrong_command, message + "; see attention " + std::string(command.name) + " --help");
}

}  // namespace

std::optional<std::string> Arguments::find(std::string_view option) const {
  const auto found = std::ranges::find(options_, option, &std::pair<std::string_view, std::string>::first);
  return found == options_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> Arguments::number(std::string_view option) const {
  const auto text = find(option);
  if (!text) return std::nullopt;
  std::size_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [rest, wrong] = std::from_chars(text->data(), end, number);
  if (wrong != std::errc{} || rest != end || number == 0)
    throw Refusal(Exit::wrong_command, std::string(option) + " expects a number from 1, got " + *text);
  return number;
}

Arguments parse(const Command& command, std::span<const std::string> words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "-" || !word.starts_with("-")) {
      if (!command.takes_file || !arguments.file.empty()) refuse(command, "unknown argument " + word);
      arguments.file = word;
      continue;
    }
    const auto option = std::ranges::find(command.options, std::string_view(word), &Option::name);
    if (option == command.options.end()) refuse(command, "unknown argument " + word);
    if (arguments.has(option->name)) refuse(command, word + " is given twice");
    if (option->takes_value && i + 1 == words.size()) refuse(command, word + " expects a value");
    arguments.set(option->name, option->takes_value ? words[++i] : std::string());
  }
  if (command.takes_file && arguments.file.empty())
    refuse(command, std::string(command.name) + " needs a file, a link, or - for standard input");
  return arguments;
}

}  // namespace attention::cli
