#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Something that is timed: its work, what it costs at least, and what it is compared with.
struct Case {
  std::string name;
  double flops = 0;            ///< useful floating-point operations of one run
  double bytes = 0;            ///< what one run reads at least; told where reading is the limit
  std::string neighbour = {};  ///< the case whose speed this one should nearly have
  std::function<void()> run = {};
  std::function<double()> error = {};  ///< how far the result is from naive loops in double precision; none for limits
};

inline constexpr const char* arithmetic_limit = "registers";
inline constexpr const char* read_limit = "reading";

/// Every case; shrunk to where all of them together take an instant, for a look at whether they work.
std::vector<Case> all_cases(bool shrunk);

/// The same by OpenBLAS, where the machine has it: two products and a softmax between them.
std::vector<Case> peer_cases(bool shrunk);
