#include "graph/python.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace attention {

namespace {

/// 0.1, 1e-08; what is not finite by its name in torch; -0.0 keeps its sign, and whole numbers their point.
std::string number(float value) {
  if (std::isnan(value)) return "torch.nan";
  if (std::isinf(value)) return value < 0 ? "-torch.inf" : "torch.inf";
  std::string text = decimal(value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string tensor(const Matrix& matrix) {
  std::string text = "torch.tensor([";
  for (std::size_t i = 0; i < matrix.shape(0); ++i) {
    text += i == 0 ? "[" : ",\n    [";
    for (std::size_t j = 0; j < matrix.shape(1); ++j) text.append(j == 0 ? "" : ", ").append(number(matrix(i, j)));
    text += "]";
  }
  return text + "])";
}

/// Letters, digits and underscores only, and not a digit first.
std::string variable(const Graph::Node& node) {
  std::string name = node.scope.empty() ? node.label.name : node.scope + "." + node.label.name;
  for (char& letter : name)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) != 0) name.insert(0, "_");
  if (node.head != Graph::common) name.append("_head").append(digits(static_cast<std::size_t>(node.head) + 1));
  if (node.step != Graph::common) name.append("_step").append(digits(static_cast<std::size_t>(node.step) + 1));
  return name;
}

class Script {
 public:
  explicit Script(const Graph& graph) : graph_(graph) { names_.reserve(graph.size()); }

  std::string write(std::span<const Value> printed, std::size_t most) {
    text_ = "import torch\n\n";
    for (std::size_t i = 0; i < graph_.size(); ++i) define(graph_.node({i}).operation->python_definition());
    for (std::size_t i = 0; i < graph_.size(); ++i) {
      if (text_.size() > most) return std::move(text_);
      line(i);
    }
    text_ += "\ntorch.set_printoptions(precision=6, sci_mode=False, linewidth=120, threshold=10**9)\n";
    for (const Value value : printed)
      text_.append("print(\"")
          .append(names_[value.node])
          .append("\", ")
          .append(names_[value.node])
          .append(", sep=\"\\n\")\n");
    return std::move(text_);
  }

 private:
  /// The first of name, name_2, name_3, ... that no other node has.
  std::string own_name(const Graph::Node& node) {
    const std::string wanted = variable(node);
    std::size_t& next = next_[wanted];  // the steps of a recurrent network ask for the same thousands of times
    for (;;) {
      ++next;
      std::string name = next == 1 ? wanted : wanted + "_" + digits(next);
      if (name != "torch" && taken_.insert(name).second) return name;
    }
  }

  void define(std::string_view definition) {
    if (definition.empty() || std::ranges::find(definitions_, definition) != definitions_.end()) return;
    definitions_.push_back(definition);
    text_.append(definition).append("\n\n");
  }

  void line(std::size_t index) {
    const Graph::Node& node = graph_.node({index});
    text_.append(names_.emplace_back(own_name(node))).append(" = ");
    if (node.inputs.empty()) {
      text_ += tensor(node.matrix);
    } else {
      std::vector<const Matrix*> inputs;
      inputs.reserve(node.inputs.size());
      for (const Value input : node.inputs) inputs.push_back(&graph_.matrix(input));
      fill_in(node.operation->python(inputs), node.inputs);
    }
    text_ += '\n';
  }

  /// Appends the expression with {i} replaced by the name of input i.
  void fill_in(std::string_view expression, const std::vector<Value>& inputs) {
    for (std::size_t at = 0; at < expression.size(); ++at) {
      if (expression[at] != '{') {
        text_ += expression[at];
        continue;
      }
      std::size_t input = 0;
      for (++at; expression[at] != '}'; ++at) input = 10 * input + static_cast<std::size_t>(expression[at] - '0');
      text_ += names_[inputs.at(input).node];
    }
  }

  const Graph& graph_;
  std::vector<std::string> names_;
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, std::size_t> next_;
  std::vector<std::string_view> definitions_;
  std::string text_;
};

}  // namespace

std::string python(const Graph& graph, std::span<const Value> printed, std::size_t most) {
  return Script(graph).write(printed, most);
}

}  // namespace attention
