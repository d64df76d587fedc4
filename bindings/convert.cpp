#include "convert.hpp"

#include <emscripten/em_js.h>

#include <vector>

#include "scenario/field.hpp"

// A sum may have a thousand terms, a graph thousands of nodes, and a step into JavaScript is slow: each object takes
// one. Names come as indices of lists that JavaScript has once; a node without a name of its own has that of its stage.
EM_JS_DEPS(convert, "$Emval,$UTF8ToString");
EM_JS(void, push_node,
      (emscripten::EM_VAL nodes, emscripten::EM_VAL names, std::size_t node, int operation, int stage, int role,
       const char* name, int head, int step, const char* scope, std::size_t rows, std::size_t columns, int row_axis,
       int column_axis, const attention::Value* inputs, std::size_t count),
      {
        const known = Emval.toValue(names);
        const sources = [];
        for (let at = inputs / 4, end = at + count; at < end; ++at) sources.push(HEAPU32[at]);
        Emval.toValue(nodes).push({
          node,
          operation : known.operation[operation],
          stage : known.stage[stage],
          role : known.role[role],
          name : name ? UTF8ToString(name) : known.stage[stage],
          head,
          step,
          scope : scope ? UTF8ToString(scope) : "",
          rows,
          columns,
          rowAxis : known.axis[row_axis],
          columnAxis : known.axis[column_axis],
          inputs : sources
        });
      });
EM_JS(void, push_factor,
      (emscripten::EM_VAL factors, emscripten::EM_VAL names, double value, int source, int node, std::size_t row,
       std::size_t column),
      { Emval.toValue(factors).push({value, source : Emval.toValue(names).source[source], node, row, column}); });
EM_JS(void, push_term,
      (emscripten::EM_VAL terms, emscripten::EM_VAL names, emscripten::EM_VAL factors, double value, int hidden), {
        Emval.toValue(terms).push(
            {factors : Emval.toValue(factors), value, hidden : Emval.toValue(names).hidden[hidden]});
      });

namespace attention::web {

namespace {

using emscripten::val;

template <class Enum>
val name_value(Enum value) {
  return val(std::string(name_of(value)));
}

double number(std::size_t count) { return static_cast<double>(count); }

/// The names, or those of them whose bits are set.
val name_list(std::span<const std::string_view> names, std::uint32_t wanted = ~0U) {
  val list = val::array();
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((wanted >> i & 1U) != 0) list.call<void>("push", std::string(names[i]));
  return list;
}

template <class Enum>
void set_names(val& object, const char* field) {
  object.set(field, name_list(names<Enum>));
}

/// The names that nodes and terms have, made once.
emscripten::EM_VAL kept_names() {
  static const val kept = [] {
    val lists = val::object();
    set_names<OperationName>(lists, "operation");
    set_names<Stage>(lists, "stage");
    set_names<Role>(lists, "role");
    set_names<Axis>(lists, "axis");
    set_names<Source>(lists, "source");
    set_names<Hidden>(lists, "hidden");
    return lists;
  }();
  return kept.as_handle();
}

template <class Enum>
int index(Enum value) {
  return static_cast<int>(value);
}

void push(const val& terms, const Term& term) {
  const val factors = val::array();
  for (const Factor& factor : term.factors) {
    const int node = factor.source == Source::constant ? -1 : static_cast<int>(factor.cell.value.node);
    push_factor(factors.as_handle(), kept_names(), factor.value, index(factor.source), node, factor.cell.row,
                factor.cell.column);
  }
  push_term(terms.as_handle(), kept_names(), factors.as_handle(), term.value, index(term.hidden));
}

/// While which choices of which other field this one has an effect; null if always.
val convert_condition(const Field& field, Mechanism mechanism) {
  const Field* other = find_used(field.condition, mechanism);
  if (other == nullptr) return val::null();
  val object = val::object();
  object.set("path", std::string(other->name));
  object.set("choices", name_list(other->choices, field.condition_choices));
  return object;
}

std::string path_of(const Field& field) {
  std::string path(field.group);
  return path.append(path.empty() ? "" : ".").append(field.name);
}

val convert(const Field& field, Mechanism mechanism) {
  val object = val::object();
  object.set("path", path_of(field));
  object.set("kind", name_value(field.kind));
  object.set("nullable", field.nullable);
  object.set("minimum", field.minimum);
  object.set("maximum", field.maximum);
  object.set("choices", name_list(field.choices_of(mechanism)));
  object.set("when", convert_condition(field, mechanism));
  return object;
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
  static_assert(sizeof(Value) == 4);  // as push_node reads them
  const val list = val::array();
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& node = graph.node({i});
    const Label& label = node.label;
    push_node(list.as_handle(), kept_names(), i, index(node.operation->name()), index(label.stage), index(label.role),
              label.name == name_of(label.stage) ? nullptr : label.name.c_str(), node.head, node.step,
              node.scope.empty() ? nullptr : node.scope.c_str(), node.matrix.shape(0), node.matrix.shape(1),
              index(label.rows), index(label.columns), node.inputs.data(), node.inputs.size());
  }
  return NodeList(list);
}

ExplanationValue convert(const Explanation& explanation) {
  val terms = val::array();
  for (const Term& term : explanation.terms) push(terms, term);
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
  object.set("threshold", explanation.threshold);
  object.set("queryNorm", explanation.query_norm);
  object.set("keyNorm", explanation.key_norm);
  object.set("mean", explanation.mean);
  object.set("deviation", explanation.deviation);
  object.set("epsilon", explanation.epsilon);
  object.set("position", explanation.position);
  object.set("fill", explanation.fill);
  object.set("empty", name_value(explanation.empty));
  object.set("result", explanation.result);
  return ExplanationValue(object);
}

ChoicesValue convert_choices() {
  val object = val::object();
  set_names<Mechanism>(object, "mechanism");
  set_names<Score>(object, "score");
  set_names<Normalizer>(object, "normalizer");
  set_names<EmptyRows>(object, "emptyRows");
  set_names<Position>(object, "position");
  set_names<RecurrentCell>(object, "cell");
  set_names<SequenceEncoder>(object, "encoder");
  set_names<Elements>(object, "elements");
  set_names<Alignment>(object, "alignment");
  set_names<LocalReading>(object, "reading");
  set_names<Activation>(object, "activation");
  set_names<Hidden>(object, "hidden");
  set_names<Stage>(object, "stage");
  set_names<ErrorCode>(object, "errorCode");
  val limits = val::object();
  limits.set("tokens", number(Limits::tokens));
  limits.set("longTokens", number(Limits::long_tokens));
  limits.set("tokenBytes", number(Limits::token_bytes));
  limits.set("width", number(Limits::width));
  limits.set("heads", number(Limits::heads));
  limits.set("temperature", Limits::temperature);
  limits.set("factor", Limits::factor);
  object.set("limits", limits);
  return ChoicesValue(object);
}

FieldList convert_fields(Mechanism mechanism) {
  val list = val::array();
  for (const Field& field : fields())
    if (field.mechanisms.contains(mechanism)) list.call<void>("push", convert(field, mechanism));
  return FieldList(list);
}

GivenList convert(const std::vector<Given>& given) {
  val list = val::array();
  for (const auto& [name, value] : given) {
    val object = val::object();
    object.set("name", name);
    object.set("node", number(value.node));
    list.call<void>("push", object);
  }
  return GivenList(list);
}

SpreadValue convert(const Spread& spread) {
  val object = val::object();
  object.set("entropy", spread.entropy);
  object.set("distance", spread.distance);
  return SpreadValue(object);
}

CountedValue convert(const Counted& counted) {
  val object = val::object();
  object.set("parameters", number(counted.parameters));
  object.set("multiplyAdds", number(counted.multiply_adds));
  object.set("operations", number(counted.operations));
  object.set("numbers", number(counted.numbers));
  return CountedValue(object);
}

InverseValue convert(const Inverse& inverse) {
  val edits = val::array();
  for (std::size_t i = 0; i < inverse.edits.size(); ++i) {
    const Edit& edit = inverse.edits[i];
    val object = val::object();
    object.set("matrix", edit.matrix);
    object.set("row", number(edit.row));
    object.set("column", number(edit.column));
    object.set("value", edit.value);
    object.set("previous", inverse.previous[i]);
    edits.call<void>("push", object);
  }
  val object = val::object();
  object.set("outcome", name_value(inverse.outcome));
  object.set("before", inverse.before);
  object.set("reached", inverse.reached);
  object.set("norm", inverse.norm);
  object.set("iterations", number(inverse.iterations));
  object.set("edits", edits);
  return InverseValue(object);
}

CostList convert_costs(const CostOptions& options) {
  val list = val::array();
  for (std::size_t i = 0; i < names<Layer>.size(); ++i) {
    const auto layer = static_cast<Layer>(i);
    const Cost figures = cost(layer, options);
    val object = val::object();
    object.set("layer", name_value(layer));
    object.set("parameters", figures.parameters);
    object.set("multiplyAdds", figures.multiply_adds);
    object.set("sequentialSteps", figures.sequential_steps);
    object.set("longestPath", figures.longest_path);
    object.set("memory", figures.memory);
    list.call<void>("push", object);
  }
  return CostList(list);
}

FloatArray copy_numbers(const Matrix& matrix) {
  const auto view = emscripten::typed_memory_view(matrix.size(), matrix.data());
  return FloatArray(val(view).call<val>("slice"));
}

ByteArray copy_hidden(const Graph& graph, Value value) {
  std::vector<std::uint8_t> reasons;
  for (const Hidden reason : graph.hidden(value)) reasons.push_back(static_cast<std::uint8_t>(reason));
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

void throw_to_javascript(const Error& error) {
  val details = val::object();
  for (const auto& [name, value] : error.details()) details.set(name, value);
  throw_object(error.what(), std::string(name_of(error.code())), error.path(), details);
}

void throw_to_javascript(const std::exception& error) { throw_object(error.what(), "internal", {}, val::object()); }

}  // namespace attention::web
