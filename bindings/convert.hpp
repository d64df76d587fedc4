#pragma once

#include <emscripten/val.h>

#include <string>

#include "attention.hpp"
#include "scenario/inverse.hpp"

/// From the core's types to plain JavaScript values. Each declared type carries the text of its TypeScript type, so
/// that the generated .d.ts is exact.

namespace attention::web {

EMSCRIPTEN_DECLARE_VAL_TYPE(NodeValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(NodeList);
EMSCRIPTEN_DECLARE_VAL_TYPE(ExplanationValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(FloatArray);
EMSCRIPTEN_DECLARE_VAL_TYPE(ByteArray);
EMSCRIPTEN_DECLARE_VAL_TYPE(NumberList);
EMSCRIPTEN_DECLARE_VAL_TYPE(TextList);
EMSCRIPTEN_DECLARE_VAL_TYPE(ChoicesValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(FieldList);
EMSCRIPTEN_DECLARE_VAL_TYPE(GivenList);
EMSCRIPTEN_DECLARE_VAL_TYPE(SpreadValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(CountedValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(CostList);
EMSCRIPTEN_DECLARE_VAL_TYPE(InverseValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(StreamedArray);

NodeList convert_nodes(const Graph& graph);
ExplanationValue convert(const Explanation& explanation);
ChoicesValue convert_choices();
/// The fields that a mechanism uses, whose defaults are in defaults(mechanism).
FieldList convert_fields(Mechanism mechanism);
GivenList convert(const std::vector<Given>& given);
SpreadValue convert(const Spread& spread);
CountedValue convert(const Counted& counted);
InverseValue convert(const Inverse& inverse);
/// Of every kind of layer.
CostList convert_costs(const CostOptions& options);
FloatArray copy_numbers(const Matrix& matrix);
ByteArray copy_hidden(const Graph& graph, Value value);
NumberList convert(const std::vector<std::size_t>& numbers);
TextList convert(const std::vector<std::string>& texts);

/// The TypeScript types of the above; the texts live as long as the program.
const char* node_list_type();
const char* explanation_type();
const char* choices_type();
const char* field_list_type();
const char* given_list_type();
const char* counted_type();
const char* cost_list_type();
const char* inverse_type();

/// Throws a JavaScript Error with the message, and code, path and details as its properties.
[[noreturn]] void throw_to_javascript(const Error& error);
[[noreturn]] void throw_to_javascript(const std::exception& error);

}  // namespace attention::web
