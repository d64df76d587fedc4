#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attention::cli {

enum class Exit : std::uint8_t { done = 0, wrong_scenario = 1, wrong_command = 2, unreadable = 3 };

/// Ends the command with a message and this status.
class Refusal : public std::exception {
 public:
  Refusal(Exit status, std::string message) : status_(status), message_(std::move(message)) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] Exit status() const noexcept { return status_; }

 private:
  Exit status_;
  std::string message_;
};

/// What followed the command's name.
class Arguments {
 public:
  std::string file;  ///< empty where none was given

  void set(std::string_view option, std::string value) { options_.emplace_back(option, std::move(value)); }
  [[nodiscard]] bool has(std::string_view option) const { return find(option).has_value(); }
  /// What was given with the option; nothing for a switch that is set.
  [[nodiscard]] std::optional<std::string> find(std::string_view option) const;
  /// The same as a number from 1. Refuses anything else.
  [[nodiscard]] std::optional<std::size_t> number(std::string_view option) const;

 private:
  std::vector<std::pair<std::string_view, std::string>> options_;
};

struct Option {
  std::string_view name;
  bool takes_value = false;
};

/// One word of `attention WORD`.
struct Command {
  std::string_view name;
  bool takes_file = true;
  std::span<const Option> options;
  std::string_view help;
  void (*act)(const Arguments&);
};

/// All of them, in the order of the help.
std::span<const Command> commands();

/// What `attention --help` prints.
std::string_view overall_help();

/// Reads what follows the command's name; refuses what the command does not know.
Arguments parse(const Command& command, std::span<const std::string> words);

void run_command(const Arguments& arguments);
void explain_command(const Arguments& arguments);
void gradient_command(const Arguments& arguments);
void inverse_command(const Arguments& arguments);
void python_command(const Arguments& arguments);
void cost_command(const Arguments& arguments);
void list_command(const Arguments& arguments);

}  // namespace attention::cli
