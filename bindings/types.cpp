#include <initializer_list>

#include "convert.hpp"
#include "scenario/field.hpp"

namespace attention::web {

namespace {

/// A piece of a TypeScript type: text, or names as 'additive' | 'dot' | ...
struct Piece {
  constexpr Piece(const char* characters) : text(characters) {}
  constexpr explicit Piece(std::span<const std::string_view> choices) : names(choices) {}

  std::string_view text = {};
  std::span<const std::string_view> names = {};
};

template <class Enum>
constexpr Piece one_of{names<Enum>};

std::string join(std::initializer_list<Piece> pieces) {
  std::string type;
  for (const Piece& piece : pieces) {
    type += piece.text;
    std::string_view separator = "'";
    for (const std::string_view name : piece.names) {
      type.append(separator).append(name).append("'");
      separator = " | '";
    }
  }
  return type;
}

}  // namespace

const char* node_list_type() {
  static const std::string type =
      join({"{ node: number; operation: ", one_of<OperationName>, "; stage: ", one_of<Stage>, "; role: ", one_of<Role>,
            "; name: string; head: number; step: number; scope: string; rows: number; columns: number; rowAxis: ",
            one_of<Axis>, "; columnAxis: ", one_of<Axis>, "; inputs: number[] }[]"});
  return type.c_str();
}

const char* explanation_type() {
  static const std::string type =
      join({"{ operation: ", one_of<OperationName>, "; formula: ", one_of<Formula>,
            "; node: number; row: number; column: number; terms: { factors: { value: number; source: ", one_of<Source>,
            "; node: number; row: number; column: number }[]; value: number; hidden: ", one_of<Hidden>,
            " }[]; scale: number; temperature: number; maximum: number; sum: number; threshold: number; queryNorm: ",
            "number; keyNorm: number; mean: number; deviation: number; epsilon: number; position: ",
            "number; fill: number; empty: ", one_of<EmptyRows>, "; result: number ", "}"});
  return type.c_str();
}

const char* choices_type() {
  static const std::string type =
      join({"{ mechanism: (",
            one_of<Mechanism>,
            ")[]; score: (",
            one_of<Score>,
            ")[]; normalizer: (",
            one_of<Normalizer>,
            ")[]; emptyRows: (",
            one_of<EmptyRows>,
            ")[]; position: (",
            one_of<Position>,
            ")[]; cell: (",
            one_of<RecurrentCell>,
            ")[]; encoder: (",
            one_of<SequenceEncoder>,
            ")[]; elements: (",
            one_of<Elements>,
            ")[]; alignment: (",
            one_of<Alignment>,
            ")[]; reading: (",
            one_of<LocalReading>,
            ")[]; activation: (",
            one_of<Activation>,
            ")[]; hidden: (",
            one_of<Hidden>,
            ")[]; stage: (",
            one_of<Stage>,
            ")[]; errorCode: (",
            one_of<ErrorCode>,
            ")[]; limits: { tokens: number; longTokens: number; tokenBytes: number; width: number; heads: number; ",
            "temperature: number; factor: number } }"});
  return type.c_str();
}

const char* field_list_type() {
  static const std::string type =
      join({"{ path: string; kind: ", one_of<FieldKind>,
            "; nullable: boolean; minimum: number; maximum: number; choices: string[]; when: { ",
            "path: string; choices: string[] } | null }[]"});
  return type.c_str();
}

const char* counted_type() {
  return "{ parameters: number; multiplyAdds: number; operations: number; numbers: number }";
}

const char* cost_list_type() {
  static const std::string type =
      join({"{ layer: ", one_of<Layer>,
            "; parameters: number; multiplyAdds: number; sequentialSteps: number; longestPath: number; ",
            "memory: number }[]"});
  return type.c_str();
}

const char* inverse_type() {
  static const std::string type = join(
      {"{ outcome: ", one_of<InverseOutcome>,
       "; before: number; reached: number; norm: number; iterations: number; edits: { matrix: string; row: number; ",
       "column: number; value: number; previous: number }[] }"});
  return type.c_str();
}

const char* given_list_type() { return "{ name: string; node: number }[]"; }

}  // namespace attention::web
