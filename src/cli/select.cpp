#include "cli/select.hpp"

#include <algorithm>
#include <charconv>

#include "cli/labels.hpp"

namespace attention::cli {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw Refusal(Exit::wrong_command, message); }

/// The texts with something between them, cut where they become too many for a message.
std::string join(const std::vector<std::string>& texts, const char* between) {
  constexpr std::size_t longest = 4000;
  std::string list;
  for (const std::string& text : texts) {
    list.append(list.empty() ? "" : between).append(text);
    if (list.size() > longest) return list + ", ...";
  }
  return list;
}

int wanted(const Arguments& arguments, std::string_view option) {
  const auto number = arguments.number(option);
  return number ? static_cast<int>(*number) - 1 : Graph::common;
}

/// The matrix that a name with a number means, "product#57".
std::optional<Value> by_number(const Graph& graph, const std::string& name) {
  const std::size_t mark = name.rfind('#');
  if (mark == std::string::npos) return std::nullopt;
  std::size_t index = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, wrong] = std::from_chars(name.data() + mark + 1, end, index);
  const bool there = wrong == std::errc{} && rest == end && index < graph.size();
  if (!there || full_name(graph.node({index})) != name.substr(0, mark)) return std::nullopt;
  return Value{index};
}

/// Every name that one may ask for, once.
std::string known_names(const Run& run) {
  std::vector<std::string> known;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(known, name) == known.end()) known.push_back(name);
  };
  for (const Given& given : run.given) add(given.name);
  for (std::size_t i = 0; i < run.graph.size(); ++i) add(full_name(run.graph.node({i})));
  return join(known, ", ");
}

/// Where there is a matrix of this name: "weights, head 1; weights, head 2".
std::string places(const Run& run, const std::string& name) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < run.graph.size(); ++i)
    if (const Graph::Node& node = run.graph.node({i}); full_name(node) == name) list.push_back(title(node));
  return join(list, "; ");
}

/// The position of a number from 1, or of a token that stands once.
std::size_t select(const std::vector<std::string>& names, const std::string& asked, std::string_view option) {
  std::size_t number = 0;
  const char* const end = asked.data() + asked.size();
  const auto [rest, wrong] = std::from_chars(asked.data(), end, number);
  if (wrong == std::errc{} && rest == end) {
    if (number >= 1 && number <= names.size()) return number - 1;
    refuse(std::string(option) + ": expected a number from 1 to " + digits(names.size()) + ", got " + asked);
  }
  const auto found = std::ranges::find(names, asked);
  if (found == names.end())
    refuse(std::string(option) + ": expected a number from 1 to " + digits(names.size()) + " or one of " +
           join(names, ", ") + ", got " + asked);
  if (std::ranges::count(names, asked) > 1)
    refuse(std::string(option) + ": " + asked + " stands there more than once; name it by its number from 1 to " +
           digits(names.size()));
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

Value select_matrix(const Run& run, const std::string& name, const Arguments& arguments) {
  const int head = wanted(arguments, "--head");
  const int step = wanted(arguments, "--step");
  const bool anywhere = head == Graph::common && step == Graph::common;
  if (const auto numbered = by_number(run.graph, name)) return *numbered;
  for (const Given& given : run.given)
    if (anywhere && given.name == name) return given.value;
  for (std::size_t i = 0; i < run.graph.size(); ++i) {
    const Graph::Node& node = run.graph.node({i});
    if (full_name(node) == name && node.head == head && node.step == step) return {i};
  }
  const std::string others = places(run, name);
  if (!others.empty()) refuse("--matrix " + name + ": expected --head and --step as one of: " + others);
  refuse("--matrix: expected one of " + known_names(run) + ", got " + name);
}

std::optional<CellReference> select_cell(const Computed& computed, Value matrix, const Arguments& arguments,
                                         CellOptions options) {
  const auto row = arguments.find(options.row);
  const auto column = arguments.find(options.column);
  if (!row && !column) return std::nullopt;
  if (!row || !column) refuse(std::string(options.row) + " and " + std::string(options.column) + " go together");
  const Graph::Node& node = computed.run.graph.node(matrix);
  return CellReference{matrix, select(row_labels(computed, node), *row, options.row),
                       select(column_labels(computed, node), *column, options.column)};
}

}  // namespace attention::cli
