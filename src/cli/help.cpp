#include <array>

#include "cli/command.hpp"

namespace attention::cli {

namespace {

constexpr Option json{"--json"};
constexpr std::array run_options{json};
constexpr std::array cell_options{json,
                                  Option{"--matrix", true},
                                  Option{"--head", true},
                                  Option{"--step", true},
                                  Option{"--row", true},
                                  Option{"--column", true}};
constexpr std::array gradient_options{json,
                                      Option{"--matrix", true},
                                      Option{"--head", true},
                                      Option{"--step", true},
                                      Option{"--row", true},
                                      Option{"--column", true},
                                      Option{"--by", true},
                                      Option{"--by-row", true},
                                      Option{"--by-column", true}};
constexpr std::array inverse_options{json,
                                     Option{"--matrix", true},
                                     Option{"--head", true},
                                     Option{"--step", true},
                                     Option{"--row", true},
                                     Option{"--column", true},
                                     Option{"--to", true},
                                     Option{"--by", true},
                                     Option{"--by-row", true}};
constexpr std::array cost_options{json, Option{"--kernel", true}, Option{"--window", true}};
constexpr std::array list_options{json, Option{"--schema"}, Option{"--reference"}};

constexpr std::string_view overall =
    R"(attention: computes, explains and differentiates what the attention playground shows

  attention run FILE             scores, weights and output, as tables
  attention explain FILE ...     where one number came from
  attention gradient FILE ...    how a number changes with everything that was given
  attention inverse FILE ...     the smallest change that makes a number what one wants it to be
  attention python FILE          the same computation as a script for PyTorch
  attention cost FILE            what the computation cost, and what other kinds of layers would
  attention list                 the mechanisms, and the fields that each uses
  attention COMMAND --help       more on one of them
  attention --help
  attention --version

FILE holds a scenario as JSON; - reads standard input; a link of the playground, or its part from the # on, may stand
for FILE. --json prints numbers with all their digits, for programs.

Examples
  echo '{"version": 1, "mechanism": "masked", "tokens": "the dog ran"}' | attention run -
  attention run scenario.json --json
  attention explain scenario.json --matrix weights --row 3 --column dog

Exit status: 0 done; 1 the scenario is wrong (the message names the field); 2 the command is wrong;
3 the file cannot be read.
)";

constexpr std::string_view run_help = R"(attention run FILE [--json]: scores, weights and output, as tables

Hidden scores print as "hidden", in JSON as null. A pointer network also prints the order it chose.

Examples
  echo '{"version": 1, "mechanism": "masked", "tokens": "the dog ran"}' | attention run -
  attention run scenario.json --json
)";

constexpr std::string_view explain_help =
    R"(attention explain FILE --matrix NAME --row ROW --column COLUMN [--json]: where one number came from

  --matrix NAME    a matrix: scores, weights, output, W_q, ...; a wrong name lists those that there are; where several
                   share a name, as in recurrent cells, an account calls each by name and number, product#57
  --head N         of which head, where each has its own; from 1
  --step N         of which decoding step; from 1
  --row ROW        a number from 1, or a token
  --column COLUMN  likewise

Prints the formula with its numbers, and every term with the cells that it was made of.

Examples
  echo '{"version": 1, "mechanism": "masked", "tokens": "the dog ran"}' |
    attention explain - --matrix weights --row ran --column dog
  attention explain scenario.json --matrix scores --head 2 --row 3 --column 1 --json
)";

constexpr std::string_view gradient_help =
    R"(attention gradient FILE [--matrix NAME] [--row ROW --column COLUMN] [--by NAME] [--json]: how a number changes

  --matrix NAME    the matrix to differentiate; the output unless given
  --head N, --step N, --row ROW, --column COLUMN
                   as in attention explain; without row and column: the sum of the whole matrix
  --by NAME        print the gradient with respect to this matrix alone; all that were given or drawn unless given
  --by-row ROW, --by-column COLUMN
                   explain one number of that gradient: every use that the cell has, with the gradient that comes from
                   there

Examples
  echo '{"version": 1, "mechanism": "masked", "tokens": "the dog ran"}' |
    attention gradient - --matrix output --row ran --column 1 --by embeddings
  attention gradient scenario.json --matrix output --row ran --column 1 --by scores --by-row ran --by-column dog
  attention gradient scenario.json --json
)";

constexpr std::string_view inverse_help =
    R"(attention inverse FILE --matrix NAME --row ROW --column COLUMN --to X --by NAME [--by-row N] [--json]:
the smallest change that makes a number X

  --matrix NAME, --head N, --step N, --row ROW, --column COLUMN
                   the number, as in attention explain
  --to X           what it should be
  --by NAME        the matrix that may change, one that was given or drawn: W_q, queries, embeddings, ...
  --by-row N       only this row of it; from 1

Finds the change of least size (the root of the sum of squares) with Gauss-Newton steps along the gradients, and prints
it cell by cell, or says that the number cannot be had: a weight outside 0 ... 1, a number that does not depend on the
matrix, or one that was approached and not reached.

Examples
  echo '{"version": 1, "mechanism": "masked", "tokens": "the dog ran"}' |
    attention inverse - --matrix weights --row ran --column dog --to 0.8 --by W_q
  attention inverse scenario.json --matrix output --row 1 --column 2 --to 0.5 --by W_v --json
)";

constexpr std::string_view python_help = R"(attention python FILE: the same computation as a script for PyTorch

The script holds the very numbers, and prints what attention run prints.

Examples
  attention python scenario.json > figure.py
  python3 figure.py
)";

constexpr std::string_view cost_help =
    R"(attention cost FILE [--kernel K] [--window R] [--json]: what it cost, and what other layers would

  --kernel K  how many positions a convolution sees; 3 unless given
  --window R  how many keys a query of restricted self-attention sees; 3 unless given

First what was counted while the scenario was computed. Then layers of the same length, width and number of heads,
without biases (Vaswani et al. 2017, Table 1, with the projections counted): numbers to learn, products that are
summed, steps that wait for the one before, layers or steps between the two positions that are furthest apart, numbers
in between that learning keeps.

Examples
  echo '{"version": 1, "mechanism": "multi_head", "tokens": "the dog ran"}' | attention cost -
  attention cost scenario.json --window 5 --json
)";

constexpr std::string_view list_help =
    R"(attention list [--json | --schema | --reference]: the mechanisms, and the fields that each uses

  --json       as one JSON object
  --schema     what a scenario may hold, as a JSON Schema
  --reference  the same as Markdown, with what each field means

Examples
  attention list
  attention list --schema > schema.json
)";

constexpr std::array list{
    Command{"run", true, run_options, run_help, run_command},
    Command{"explain", true, cell_options, explain_help, explain_command},
    Command{"gradient", true, gradient_options, gradient_help, gradient_command},
    Command{"inverse", true, inverse_options, inverse_help, inverse_command},
    Command{"python", true, {}, python_help, python_command},
    Command{"cost", true, cost_options, cost_help, cost_command},
    Command{"list", false, list_options, list_help, list_command},
};

}  // namespace

std::span<const Command> commands() { return list; }

std::string_view overall_help() { return overall; }

}  // namespace attention::cli
