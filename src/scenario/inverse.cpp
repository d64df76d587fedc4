#include "scenario/inverse.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace attention {

namespace {

constexpr std::size_t most_iterations = 60;
constexpr double tolerance = 2e-6;  // of what is reached, beside numbers of unit size

using Numbers = std::vector<double>;

double dot(const Numbers& a, const Numbers& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// How the number is compared: as it is, or weights by their logit, which is nearly linear in the scores.
class Scale {
 public:
  explicit Scale(bool is_weight) : is_weight_(is_weight) {}

  [[nodiscard]] double of(double x) const { return is_weight_ ? std::log(x / (1.0 - x)) : x; }
  [[nodiscard]] double slope(double x) const { return is_weight_ ? 1.0 / (x * (1.0 - x)) : 1.0; }

 private:
  bool is_weight_;
};

/// A number and its gradient by the variable.
struct Point {
  double value = 0.0;
  Numbers gradient = {};
};

/// The scenario as a function of the variable's numbers.
class Problem {
 public:
  Problem(Scenario scenario, CellReference cell, const InverseVariable& variable)
      : scenario_(std::move(scenario)), cell_(cell), variable_(variable) {
    const Run start = run(scenario_);
    const Value given = find(start);
    shape_ = start.graph.shape(given);
    const Matrix& matrix = start.graph.matrix(given);
    whole_.assign(matrix.data(), matrix.data() + matrix.size());
    const std::size_t rows =
        variable.rows == 0 ? shape_.rows - std::min(shape_.rows, variable.first_row) : variable.rows;
    if (rows == 0 || variable.first_row + rows > shape_.rows)
      throw Error(ErrorCode::out_of_range,
                  "row: " + variable.matrix + " has the rows 0 to " + digits(shape_.rows - 1) + ", got " +
                      digits(variable.first_row),
                  "row", {{"minimum", "0"}, {"maximum", digits(shape_.rows - 1)}, {"got", digits(variable.first_row)}});
    first_ = variable.first_row * shape_.columns;
    count_ = rows * shape_.columns;
    const Label& label = start.graph.node(cell.value).label;
    is_weight_ = label.role == Role::weights && label.columns != Axis::feature;
    std::erase_if(scenario_.edits, [&](const Edit& edit) { return edit.matrix == variable.matrix; });
    std::erase_if(scenario_.weights,
                  [&](const GivenMatrix& given_matrix) { return given_matrix.name == variable.matrix; });
    scenario_.weights.push_back({variable.matrix, GivenMatrix::Rows{}});
  }

  [[nodiscard]] bool is_weight() const { return is_weight_; }
  [[nodiscard]] std::size_t size() const { return count_; }

  [[nodiscard]] Point at(const Numbers& change) {
    give(change);
    const Run now = run(scenario_);
    const Matrix& matrix = now.graph.matrix(cell_.value);
    const std::vector<Matrix> gradients = now.graph.backward(cell_);
    const Matrix& all = gradients[find(now).node];
    return {matrix(cell_.row, cell_.column), {all.data() + first_, all.data() + first_ + count_}};
  }

  /// The cells that the change moves, as edits.
  void write(const Numbers& change, Inverse& result) const {
    for (std::size_t i = 0; i < count_; ++i) {
      const auto before = static_cast<float>(whole_[first_ + i]);
      const auto after = static_cast<float>(whole_[first_ + i] + change[i]);
      if (before == after) continue;
      result.edits.push_back({variable_.matrix, (first_ + i) / shape_.columns, (first_ + i) % shape_.columns, after});
      result.previous.push_back(before);
    }
  }

 private:
  [[nodiscard]] Value find(const Run& run) const {
    const auto found = std::ranges::find(run.given, variable_.matrix, &Given::name);
    if (found != run.given.end()) return found->value;
    std::string known;
    for (const Given& given : run.given) known.append(known.empty() ? "" : ", ").append(given.name);
    throw Error(ErrorCode::unknown_name, "matrix: expected one of " + known + ", got " + variable_.matrix, "matrix",
                {{"expected", known}, {"got", variable_.matrix}});
  }

  void give(const Numbers& change) {
    GivenMatrix::Rows rows;
    for (std::size_t i = 0; i < shape_.rows; ++i) {
      const double* row = whole_.data() + i * shape_.columns;
      rows.emplace_back(row, row + shape_.columns);
    }
    for (std::size_t i = 0; i < count_; ++i)
      rows[(first_ + i) / shape_.columns][(first_ + i) % shape_.columns] += change[i];
    scenario_.weights.back().numbers = std::move(rows);
  }

  Scenario scenario_;
  CellReference cell_;
  const InverseVariable& variable_;
  Shape shape_;
  Numbers whole_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  bool is_weight_ = false;
};

/// Where the linearised problem has its solution.
Numbers solution(const Numbers& change, const Numbers& gradient, double missing) {
  const double along = (missing + dot(gradient, change)) / dot(gradient, gradient);
  Numbers next = gradient;
  for (double& number : next) number *= along;
  return next;
}

Numbers between(const Numbers& from, const Numbers& to, double share) {
  Numbers middle = from;
  for (std::size_t i = 0; i < middle.size(); ++i) middle[i] += share * (to[i] - from[i]);
  return middle;
}

/// Whether the change lies along the gradient, as a least one does.
bool at_rest(const Numbers& change, const Numbers& next) {
  double moved = 0.0;
  for (std::size_t i = 0; i < change.size(); ++i) moved += (next[i] - change[i]) * (next[i] - change[i]);
  constexpr double still = 1e-10;
  return moved <= still * dot(change, change);
}

class Search {
 public:
  Search(Problem& problem, double wanted) : problem_(problem), scale_(problem.is_weight()), wanted_(wanted) {}

  Inverse run() {
    change_.assign(problem_.size(), 0.0);
    point_ = problem_.at(change_);
    Inverse result{.before = point_.value, .reached = point_.value};
    const bool moves = dot(point_.gradient, point_.gradient) != 0.0;
    if (problem_.is_weight() && (wanted_ <= 0.0 || wanted_ >= 1.0) && !is_reached(point_)) {
      result.outcome = InverseOutcome::out_of_range;
      return result;
    }
    while (result.iterations < most_iterations && !is_reached(point_) && approach()) ++result.iterations;
    while (result.iterations < most_iterations && is_reached(point_) && shorten()) ++result.iterations;
    result.reached = point_.value;
    result.norm = norm_of(change_);
    if (is_reached(point_))
      result.outcome = InverseOutcome::reached;
    else if (!moves)
      result.outcome = InverseOutcome::no_gradient;
    problem_.write(change_, result);
    return result;
  }

 private:
  static double norm_of(const Numbers& change) { return std::sqrt(dot(change, change)); }

  [[nodiscard]] double missing(const Point& point) const { return scale_.of(wanted_) - scale_.of(point.value); }
  /// Whether one is nearer than where the search is. Far from it both miss the same, to the last digit.
  [[nodiscard]] bool is_nearer(const Point& point) const {
    const double left = missing(point_);
    const double gone = std::copysign(1.0, left) * (scale_.of(point.value) - scale_.of(point_.value));
    return gone > 0.0 && gone < 2.0 * std::abs(left);
  }
  [[nodiscard]] bool is_reached(const Point& point) const {
    return std::abs(wanted_ - point.value) <= tolerance * (1.0 + std::abs(wanted_));
  }

  /// Of the number as it is compared; nothing where no gradient leads on.
  [[nodiscard]] std::optional<Numbers> scaled_gradient(const Point& point) const {
    Numbers gradient = point.gradient;
    const double slope = scale_.slope(point.value);
    for (double& number : gradient) number *= slope;
    const double size = dot(gradient, gradient);
    if (!(size > 0.0) || !std::isfinite(size)) return std::nullopt;
    return gradient;
  }

  /// Goes as much of a step as leads nearer: straight up or down the gradient. False where none does.
  bool approach() {
    const std::optional<Numbers> gradient = scaled_gradient(point_);
    if (!gradient) return false;
    const double steepness = norm_of(*gradient);
    // A step far beyond would end where the softmax is so steep that no gradient leads back.
    const double length = std::clamp(missing(point_) / steepness, -reach_, reach_);
    Numbers step = *gradient;
    for (double& number : step) number *= length / steepness;
    constexpr double smallest = 1.0 / 1024.0;
    for (double share = 1.0; share >= smallest; share /= 2.0) {
      Numbers tried = change_;
      for (std::size_t i = 0; i < tried.size(); ++i) tried[i] += share * step[i];
      Point there = problem_.at(tried);
      if (!is_nearer(there)) continue;
      change_ = std::move(tried);
      point_ = std::move(there);
      reach_ *= 2.0;
      return true;
    }
    return false;
  }

  /// Slides along what is reached to a smaller change; false where there is none.
  bool shorten() {
    const std::optional<Numbers> gradient = scaled_gradient(point_);
    if (!gradient) return false;
    const Numbers next = solution(change_, *gradient, missing(point_));
    if (at_rest(change_, next)) return false;
    constexpr double smallest = 1.0 / 64.0;
    for (double share = 1.0; share >= smallest; share /= 2.0) {
      Search tried(*this);
      tried.change_ = between(change_, next, share);
      tried.point_ = problem_.at(tried.change_);
      for (int step = 0; step < 3 && !is_reached(tried.point_) && tried.approach(); ++step) {
      }
      if (!is_reached(tried.point_) || norm_of(tried.change_) >= norm_of(change_)) continue;
      change_ = std::move(tried.change_);
      point_ = std::move(tried.point_);
      return true;
    }
    return false;
  }

  Problem& problem_;
  Scale scale_;
  double wanted_;
  Numbers change_ = {};
  Point point_ = {};
  double reach_ = 1.0;  ///< how far a step may go; twice as far after each that led nearer
};

}  // namespace

Inverse invert(const Scenario& scenario, CellReference cell, double wanted, const InverseVariable& variable) {
  Problem problem(scenario, cell, variable);
  return Search(problem, wanted).run();
}

}  // namespace attention
