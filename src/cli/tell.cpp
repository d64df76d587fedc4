#include "cli/tell.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/account.hpp"
#include "cli/labels.hpp"

namespace attention::cli {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// What a formula uses beside its terms.
std::vector<std::pair<const char*, double>> constants(const Explanation& account) {
  switch (account.formula) {
    case Formula::sum_of_products:
      return {{"scale", account.scale}};
    case Formula::cosine_score:
      return {{"scale", account.scale}, {"query_norm", account.query_norm}, {"key_norm", account.key_norm}};
    case Formula::softmax:
      return {{"temperature", account.temperature}, {"maximum", account.maximum}, {"sum", account.sum}};
    case Formula::layer_norm:
      return {{"mean", account.mean}, {"deviation", account.deviation}, {"epsilon", account.epsilon}};
    case Formula::gaussian:
      return {{"position", account.position}, {"deviation", account.deviation}};
    case Formula::share:
      return {{"sum", account.sum}};
    default:
      return {};
  }
}

Json place(const Computed& computed, CellReference cell) {
  const Graph::Node& node = computed.run.graph.node(cell.value);
  Json object{{"matrix", own_name(computed.run.graph, cell.value)}};
  if (node.head != Graph::common) object["head"] = node.head + 1;
  if (node.step != Graph::common) object["step"] = node.step + 1;
  object["row"] = cell.row + 1;
  object["column"] = cell.column + 1;
  return object;
}

Json to_json(const Computed& computed, const Factor& factor) {
  Json object = factor.source == Source::constant ? Json::object() : place(computed, factor.cell);
  if (factor.source == Source::gradient) object["gradient"] = true;
  object["value"] = number(factor.value);
  return object;
}

Json to_json(const Computed& computed, const Term& term) {
  Json factors = Json::array();
  for (const Factor& factor : term.factors) factors.push_back(to_json(computed, factor));
  Json object{{"factors", std::move(factors)}, {"value", number(term.value)}};
  if (term.hidden != Hidden::visible) object["hidden"] = name_of(term.hidden);
  return object;
}

Json to_json(const Computed& computed, const Explanation& account) {
  Json object = place(computed, account.cell);
  object["operation"] = name_of(account.operation);
  object["formula"] = name_of(account.formula);
  object["equation"] = equation(account);
  object["result"] = number(account.result);
  for (const auto& [key, value] : constants(account)) object[key] = number(value);
  object["terms"] = Json::array();
  for (const Term& term : account.terms) object["terms"].push_back(to_json(computed, term));
  return object;
}

std::string text(const Computed& computed, const Factor& factor) {
  if (factor.source == Source::constant) return readable(factor.value);
  const std::string what = factor.source == Source::gradient ? "gradient of " : "";
  return what + name_of_cell(computed, factor.cell) + ' ' + readable(factor.value);
}

std::string text(const Computed& computed, const Term& term) {
  std::string line;
  for (const Factor& factor : term.factors) line.append(line.empty() ? "" : ", ").append(text(computed, factor));
  if (term.hidden != Hidden::visible) line.append(", hidden: ").append(name_of(term.hidden));
  return line;
}

}  // namespace

void tell(std::ostream& out, const Computed& computed, const Explanation& account, bool json) {
  if (json) {
    out << to_json(computed, account).dump(1) << '\n';
    return;
  }
  out << name_of_cell(computed, account.cell) << '\n' << equation(account) << '\n';
  for (std::size_t i = 0; i < account.terms.size(); ++i)
    out << "  " << i + 1 << ". " << text(computed, account.terms[i]) << '\n';
}

}  // namespace attention::cli
