#include "scenario/inverse.hpp"

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/account.hpp"
#include "cli/command.hpp"
#include "cli/compute.hpp"
#include "cli/labels.hpp"
#include "cli/select.hpp"

namespace attention::cli {

namespace {

double wanted_number(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(number))
    throw Refusal(Exit::wrong_command, "--to: expected a number, got " + text);
  return number;
}

std::string sentence(const Inverse& inverse) {
  switch (inverse.outcome) {
    case InverseOutcome::reached:
      return "reached";
    case InverseOutcome::out_of_range:
      return "cannot be had: a weight lies between 0 and 1";
    case InverseOutcome::no_gradient:
      return "cannot be had: no change of this matrix moves it";
    case InverseOutcome::not_reached:
      break;
  }
  return "not reached";
}

nlohmann::ordered_json json_of(const Inverse& inverse) {
  nlohmann::ordered_json edits = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < inverse.edits.size(); ++i) {
    const auto& [matrix, row, column, value] = inverse.edits[i];
    edits.push_back(
        {{"matrix", matrix}, {"row", row}, {"column", column}, {"value", value}, {"previous", inverse.previous[i]}});
  }
  return {{"outcome", name_of(inverse.outcome)}, {"before", inverse.before},
          {"reached", inverse.reached},          {"norm", inverse.norm},
          {"iterations", inverse.iterations},    {"edits", edits}};
}

}  // namespace

void inverse_command(const Arguments& arguments) {
  const auto matrix = arguments.find("--matrix");
  const auto to = arguments.find("--to");
  const auto by = arguments.find("--by");
  if (!matrix || !to || !by)
    throw Refusal(Exit::wrong_command,
                  "inverse needs --matrix, --row, --column, --to and --by; see attention inverse --help");
  const Computed computed = compute(arguments);
  const auto cell = select_cell(computed, select_matrix(computed.run, *matrix, arguments), arguments);
  if (!cell) throw Refusal(Exit::wrong_command, "inverse needs --row and --column; see attention inverse --help");
  InverseVariable variable{*by};
  if (const auto row = arguments.number("--by-row")) variable = {*by, *row - 1, 1};
  const Inverse inverse = invert(computed.scenario, *cell, wanted_number(*to), variable);
  if (arguments.has("--json")) {
    std::cout << json_of(inverse).dump(1) << '\n';
    return;
  }
  std::cout << name_of_cell(computed, *cell) << " = " << readable(inverse.before) << ", wanted " << *to << ": "
            << sentence(inverse) << "\n"
            << readable(inverse.reached) << " by a change of " << *by << " of size " << readable(inverse.norm) << '\n';
  for (std::size_t i = 0; i < inverse.edits.size(); ++i) {
    const Edit& edit = inverse.edits[i];
    std::cout << "  " << edit.matrix << " [" << edit.row + 1 << ", " << edit.column + 1
              << "]: " << readable(inverse.previous[i]) << " -> " << readable(edit.value) << '\n';
  }
}

}  // namespace attention::cli
