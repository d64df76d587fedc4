#include "convert.hpp"

namespace attention::web {

namespace {

using emscripten::val;

template <class Enum>
val name_value(Enum value) {
  return val(std::string(name_of(value)));
}

double number(std::size_t count) { return static_cast<double>(count); }

val convert_node(const Graph& graph, std::size_t index) {
  const Graph::Node& node = graph.node({index});
  val object = val::object();
  object.set("node", number(index));
  object.set("operation", name_value(node.operation->name()));
  object.set("stage", name_value(node.label.stage));
  object.set("role", name_value(node.label.role));
  object.set("name", node.label.name);
  object.set("head", node.head);
  object.set("step", node.step);
  object.set("rows", number(node.matrix.shape(0)));
  object.set("columns", number(node.matrix.shape(1)));
  object.set("rowAxis", name_value(node.label.rows));
  object.set("columnAxis", name_value(node.label.columns));
  val inputs = val::array();
  for (const Value input : node.inputs) inputs.call<void>("push", number(input.node));
  object.set("inputs", inputs);
  return object;
}

val convert(const Term& term) {
  val factors = val::array();
  for (const Factor& factor : term.factors) {
    val object = val::object();
    object.set("value", factor.value);
    object.set("node", number(factor.cell.value.node));
    object.set("row", number(factor.cell.row));
    object.set("column", number(factor.cell.column));
    factors.call<void>("push", object);
  }
  val object = val::object();
  object.set("factors", factors);
  object.set("value", term.value);
  object.set("hidden", name_value(term.hidden));
  return object;
}

template <class Enum>
void set_names(val& object, const char* field) {
  val list = val::array();
  for (const std::string_view name : names<Enum>) list.call<void>("push", std::string(name));
  object.set(field, list);
}

/// 'additive' | 'dot' | ...
template <class Enum>
std::string union_type() {
  std::string type;
  for (const std::string_view name : names<Enum>) type.append(type.empty() ? "'" : " | '").append(name).append("'");
  return type;
}

template <class Enum>
std::string list_type() {
  return "(" + union_type<Enum>() + ")[]";
}

[[noreturn]] void throw_object(const std::string& message, const std::string& code, const std::string& path,
                               const val& details) {
  val error = val::global("Error").new_(message);
  error.set("code", code);
  error.set("path", path);
  error.set("details", details);
  error.throw_();
}

}  // namespace

NodeList convert_nodes(const Graph& graph) {
  val list = val::array();
  for (std::size_t i = 0; i < graph.size(); ++i) list.call<void>("push", convert_node(graph, i));
  return NodeList(list);
}

ExplanationValue convert(const Explanation& explanation) {
  val terms = val::array();
  for (const Term& term : explanation.terms) terms.call<void>("push", convert(term));
  val object = val::object();
  object.set("operation", name_value(explanation.operation));
  object.set("formula", name_value(explanation.formula));
  object.set("node", number(explanation.cell.value.node));
  object.set("row", number(explanation.cell.row));
  object.set("column", number(explanation.cell.column));
  object.set("terms", terms);
  object.set("scale", explanation.scale);
  object.set("temperature", explanation.temperature);
  object.set("maximum", explanation.maximum);
  object.set("sum", explanation.sum);
  object.set("queryNorm", explanation.query_norm);
  object.set("keyNorm", explanation.key_norm);
  object.set("result", explanation.result);
  return ExplanationValue(object);
}

ChoicesValue convert_choices() {
  val object = val::object();
  set_names<Mechanism>(object, "mechanism");
  set_names<Score>(object, "score");
  set_names<RecurrentCell>(object, "cell");
  set_names<Hidden>(object, "hidden");
  set_names<Stage>(object, "stage");
  set_names<ErrorCode>(object, "errorCode");
  val limits = val::object();
  limits.set("tokens", number(Limits::tokens));
  limits.set("tokenBytes", number(Limits::token_bytes));
  limits.set("width", number(Limits::width));
  limits.set("heads", number(Limits::heads));
  limits.set("temperature", Limits::temperature);
  limits.set("factor", Limits::factor);
  object.set("limits", limits);
  return ChoicesValue(object);
}

FloatArray copy_numbers(const Matrix& matrix) {
  const auto view = emscripten::typed_memory_view(matrix.size(), matrix.data());
  return FloatArray(val(view).call<val>("slice"));
}

ByteArray copy_hidden(const Graph& graph, Value value) {
  const Shape shape = graph.shape(value);
  std::vector<std::uint8_t> reasons;
  reasons.reserve(shape.rows * shape.columns);
  for (std::size_t i = 0; i < shape.rows; ++i)
    for (std::size_t j = 0; j < shape.columns; ++j)
      reasons.push_back(static_cast<std::uint8_t>(graph.hidden({value, i, j})));
  return ByteArray(val(emscripten::typed_memory_view(reasons.size(), reasons.data())).call<val>("slice"));
}

NumberList convert(const std::vector<std::size_t>& numbers) {
  val list = val::array();
  for (const std::size_t count : numbers) list.call<void>("push", number(count));
  return NumberList(list);
}

TextList convert(const std::vector<std::string>& texts) {
  val list = val::array();
  for (const std::string& text : texts) list.call<void>("push", text);
  return TextList(list);
}

const char* node_list_type() {
  static const std::string type =
      "{ node: number; operation: " + union_type<OperationName>() + "; stage: " + union_type<Stage>() +
      "; role: " + union_type<Role>() +
      "; name: string; head: number; step: number; rows: number; columns: number; rowAxis: " + union_type<Axis>() +
      "; columnAxis: " + union_type<Axis>() + "; inputs: number[] }[]";
  return type.c_str();
}

const char* explanation_type() {
  static const std::string type = "{ operation: " + union_type<OperationName>() +
                                  "; formula: " + union_type<Formula>() +
                                  "; node: number; row: number; column: number; terms: { factors: { value: number; "
                                  "node: number; row: number; column: number "
                                  "}[]; value: number; hidden: " +
                                  union_type<Hidden>() +
                                  " }[]; scale: number; temperature: number; maximum: number; sum: number; queryNorm: "
                                  "number; keyNorm: number; result: number "
                                  "}";
  return type.c_str();
}

const char* choices_type() {
  static const std::string type = "{ mechanism: " + list_type<Mechanism>() + "; score: " + list_type<Score>() +
                                  "; cell: " + list_type<RecurrentCell>() + "; hidden: " + list_type<Hidden>() +
                                  "; stage: " + list_type<Stage>() + "; errorCode: " + list_type<ErrorCode>() +
                                  "; limits: { tokens: number; tokenBytes: number; width: number; heads: number; "
                                  "temperature: number; factor: number } }";
  return type.c_str();
}

void throw_to_javascript(const Error& error) {
  val details = val::object();
  for (const auto& [name, value] : error.details()) details.set(name, value);
  throw_object(error.what(), std::string(name_of(error.code())), error.path(), details);
}

void throw_to_javascript(const std::exception& error) { throw_object(error.what(), "internal", {}, val::object()); }

}  // namespace attention::web
