#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <set>

#include "golden/kinds.hpp"

// Every case of a directory of golden cases (environment variable ATTENTION_GOLDEN, else the project's own): computed,
// compared, and counted by kind.

namespace {

using namespace attention;
using golden::Built;
using golden::Case;

struct Count {
  int passed = 0;
  int failed = 0;
  int advisory = 0;
  std::set<std::string> not_supported;
  int skipped = 0;
};

std::vector<double> numbers(const std::vector<Matrix>& matrices) {
  std::vector<double> all;
  for (const Matrix& matrix : matrices) all.insert(all.end(), flat(matrix).begin(), flat(matrix).end());
  return all;
}

std::vector<double> output_numbers(const Built& built, const std::vector<Value>& values) {
  std::vector<double> all;
  for (const Value value : values)
    all.insert(all.end(), flat(built.graph.matrix(value)).begin(), flat(built.graph.matrix(value)).end());
  return all;
}

/// The loss is sum <cot.NAME, output NAME>: adds it and the gradients of all leaves to what is compared.
void differentiate(const Case& of, Built& built, std::map<std::string, std::vector<double>>& got) {
  std::vector<Matrix> total;
  double loss = 0;
  for (const auto& [name, values] : built.outputs) {
    const golden::Tensor* seeds = of.find("cot." + name);
    if (seeds == nullptr) continue;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Matrix seed = seeds->matrix(i);
      const std::vector<Matrix> gradients = built.graph.backward(values[i], seed);
      if (total.empty())
        total = gradients;
      else
        for (std::size_t n = 0; n < total.size(); ++n) total[n] += gradients[n];
      for (std::size_t k = 0; k < seed.size(); ++k)
        loss += static_cast<double>(flat(seed)[k]) * static_cast<double>(flat(built.graph.matrix(values[i]))[k]);
    }
  }
  got["loss"] = {loss};
  for (const auto& [name, values] : built.leaves) {
    std::vector<Matrix> gradients;
    for (const Value value : values) gradients.push_back(total.at(value.node));
    got["grad." + name] = numbers(gradients);
  }
}

std::map<std::string, std::vector<double>> compute(const Case& of) {
  Built built = golden::build(of);
  std::map<std::string, std::vector<double>> got = built.numbers;
  for (const auto& [name, values] : built.outputs) got[name] = output_numbers(built, values);
  if (of.kind.starts_with("grad_")) differentiate(of, built, got);
  return got;
}

/// Empty if every output that was computed is right under one convention or another.
std::string judge(const Case& of) {
  const auto got = compute(of);
  int compared = 0;
  for (const auto& [name, wanted] : of.outputs) {
    const auto found = got.find(name);
    if (found == got.end()) continue;
    ++compared;
    const auto wrong = golden::difference(found->second, wanted, of);
    if (!wrong) continue;
    const bool excused = std::ranges::any_of(of.alternatives, [&](const auto& alternative) {
      const auto other = alternative.second.find(name);
      return other != alternative.second.end() && !golden::difference(found->second, other->second, of);
    });
    if (!excused) return of.name + ", " + name + ": " + *wrong;
  }
  return compared > 0 ? "" : of.name + ": nothing was compared";
}

void run_case(const Case& of, Count& count) {
  try {
    const std::string wrong = judge(of);
    if (wrong.empty()) {
      ++count.passed;
      return;
    }
    ++(of.advisory ? count.advisory : count.failed);
    std::cout << (of.advisory ? "  differs, as conventions do: " : "  FAILED ") << wrong << '\n';
  } catch (const golden::NotSupported& missing) {
    ++count.skipped;
    count.not_supported.insert(missing.reason);
  }
}

void print(const std::map<std::string, Count>& counts) {
  std::cout << std::left << std::setw(28) << "kind" << std::right << std::setw(8) << "passed" << std::setw(8)
            << "failed" << std::setw(10) << "advisory" << std::setw(15) << "not supported" << '\n';
  for (const auto& [kind, count] : counts) {
    std::cout << std::left << std::setw(28) << kind << std::right << std::setw(8) << count.passed << std::setw(8)
              << count.failed << std::setw(10) << count.advisory << std::setw(15) << count.skipped;
    for (const std::string& reason : count.not_supported) std::cout << "  " << reason;
    std::cout << '\n';
  }
}

}  // namespace

TEST_CASE("golden: every case agrees with PyTorch", "[golden]") {
  const char* chosen = std::getenv("ATTENTION_GOLDEN");
  const std::filesystem::path folder = chosen != nullptr ? chosen : ATTENTION_GOLDEN_DEFAULT;
  std::map<std::string, Count> counts;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json")
      for (const Case& one : golden::load(entry.path())) run_case(one, counts[one.kind]);
  print(counts);
  int passed = 0;
  int failed = 0;
  for (const auto& [kind, count] : counts) {
    passed += count.passed;
    failed += count.failed;
  }
  CHECK(failed == 0);
  CHECK(passed > 0);
}
