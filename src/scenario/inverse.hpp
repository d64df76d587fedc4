#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace attention {

/// Which numbers may change: a matrix that was drawn or given, all of its rows or some.
struct InverseVariable {
  std::string matrix;
  std::size_t first_row = 0;
  std::size_t rows = 0;  ///< 0: all from the first on
};

/// The smallest change that makes a number what it is wanted to be.
struct Inverse {
  InverseOutcome outcome = InverseOutcome::not_reached;
  double before = 0.0;   ///< the number as it was
  double reached = 0.0;  ///< and as it is with the edits: the best that was had
  double norm = 0.0;     ///< of the change: the root of the sum of its squares
  std::size_t iterations = 0;
  std::vector<Edit> edits = {};  ///< the numbers that change, to replace the scenario's own edits of the same cells
  std::vector<double> previous = {};  ///< what they were, in the same order
};

/// Finds the change D of least norm of a given matrix V with f(V + D) = wanted, for the number f that is this cell of
/// the scenario's graph. First Newton steps along the gradient g, halved where they lead away, until the number is had;
/// then steps to where the problem, linear as it is there, has its smallest solution, D = g (wanted - f + g . D_k) /
/// |g|^2, each brought back to the number wanted, as long as the change becomes smaller. They come to rest where D is
/// parallel to g: the condition for a least norm. A weight in (0, 1) is compared by its logit, in which softmax of two
/// keys is linear. no_gradient is said where g is 0 from the start; where it becomes 0 on the way, as behind a softmax
/// that has grown steep, the nearest that was found is had (not_reached). What computes queries is changed, not
/// queries: a query with a projection has W_q and its embedding for variables. Throws unknown_name for a matrix,
/// out_of_range for rows, that there are not.
Inverse invert(const Scenario& scenario, CellReference cell, double wanted, const InverseVariable& variable);

}  // namespace attention
