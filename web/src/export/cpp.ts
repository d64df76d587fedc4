/** As long as no compiler cuts a literal: Visual C++ takes 16 KB. */
const longest = 8000;

/** A program for the installed library that computes a scenario and prints its numbers, all their digits. */
export function cppProgram(scenario: object): string {
  return `// Built with the library, as its README says:
//   add_executable(figure attention.cpp)
//   target_link_libraries(figure PRIVATE attention::attention)
#include <cstdio>
#include <string_view>

#include "attention.hpp"

constexpr std::string_view scenario = ${literal(asciiControls(lines(scenario)))};

int main() {
  const attention::Run figure = attention::run(attention::read_scenario(scenario));
  for (const attention::Value value : attention::reported(figure.graph)) {
    const attention::Graph::Node& node = figure.graph.node(value);
    const attention::Matrix& matrix = node.matrix;
    std::printf("%s%s%s", node.scope.c_str(), node.scope.empty() ? "" : ".", node.label.name.c_str());
    if (node.head >= 0) std::printf(", head %d", node.head + 1);
    std::printf(" (%zu x %zu)\\n", matrix.shape(0), matrix.shape(1));
    for (std::size_t row = 0; row < matrix.shape(0); ++row) {
      for (std::size_t column = 0; column < matrix.shape(1); ++column)
        std::printf("%s%.9g", column == 0 ? "" : " ", static_cast<double>(matrix(row, column)));
      std::printf("\\n");
    }
  }
}
`;
}

/** A field is a line. */
function lines(scenario: object): string {
  const fields = Object.entries(scenario).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${fields.join(',\n')}\n}`;
}

/** Text that nothing within can end, in pieces that go together. */
function literal(text: string): string {
  let delimiter = 'json';
  for (let n = 1; text.includes(`)${delimiter}"`); ++n) delimiter = `json${n}`;
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    // Both halves of a letter beyond U+FFFF stay together.
    const end = start + longest + ((text.codePointAt(start + longest - 1) ?? 0) > 0xffff ? 1 : 0);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces.map(piece => `R"${delimiter}(${piece})${delimiter}"`).join('\n    ');
}

/** What is not seen, or turns what is, is written as JSON can: a program should be what it looks like. */
function asciiControls(json: string): string {
  return json.replace(/[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u007f-\u009f]/gu, letter =>
    Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
