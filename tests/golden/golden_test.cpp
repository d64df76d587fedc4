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
  double worst = 0;  ///< the largest difference of all, in tolerances
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

/// What the loss is differentiated by: a tensor cot.NAME, or 1 where the output is the loss itself.
std::optional<golden::Tensor> seeds_of(const Case& of, const std::string& output) {
  if (output == "ce") return golden::Tensor{{1, 1}, {1.0}};
  const golden::Tensor* given = of.find("cot." + output);
  if (given == nullptr) return std::nullopt;
  return *given;
}

/// The loss is sum <cot.NAME, output NAME>: adds it and the gradients of all leaves to what is compared.
void differentiate(const Case& of, Built& built, std::map<std::string, std::vector<double>>& got) {
  std::vector<Matrix> total;
  double loss = 0;
  for (const auto& [name, values] : built.outputs) {
    const std::optional<golden::Tensor> seeds = seeds_of(of, name);
    if (!seeds) continue;
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

struct Verdict {
  double worst = 0;
  std::string wrong;  ///< empty if every output is right, under one convention or another
};

/// The difference from the case's output, or from the alternative that is nearest.
golden::Difference nearest(const Case& of, const std::string& name, const std::vector<double>& got) {
  golden::Difference best = golden::difference(got, of.outputs.at(name), of);
  for (const auto& [convention, tensors] : of.alternatives) {
    const auto other = tensors.find(name);
    if (other == tensors.end()) continue;
    golden::Difference found = golden::difference(got, other->second, of);
    if (found.worst < best.worst) best = std::move(found);
  }
  return best;
}

Verdict judge(const Case& of) {
  Built built = golden::build(of);
  std::map<std::string, std::vector<double>> got = built.numbers;
  for (const auto& [name, values] : built.outputs) got[name] = output_numbers(built, values);
  if (of.kind.starts_with("grad_")) differentiate(of, built, got);

  Verdict verdict;
  for (const auto& [name, wanted] : of.outputs) {
    if (built.other_readings.contains(name)) continue;
    const auto found = got.find(name);
    if (found == got.end()) return {0, of.name + ", " + name + ": not computed"};
    const golden::Difference difference = nearest(of, name, found->second);
    verdict.worst = std::max(verdict.worst, difference.worst);
    if (!difference.message.empty()) verdict.wrong = of.name + ", " + name + ": " + difference.message;
  }
  return verdict;
}

void run_case(const Case& of, Count& count) {
  try {
    const Verdict verdict = judge(of);
    if (!of.advisory || verdict.wrong.empty()) count.worst = std::max(count.worst, verdict.worst);
    if (verdict.wrong.empty()) {
      ++count.passed;
      return;
    }
    ++(of.advisory ? count.advisory : count.failed);
    std::cout << (of.advisory ? "  differs, as conventions do: " : "  FAILED ") << verdict.wrong << '\n';
  } catch (const golden::NotSupported& missing) {
    ++count.skipped;
    count.not_supported.insert(missing.reason);
  }
}

/// `worst` is the largest difference in units of its tolerance.
void print(const std::map<std::string, Count>& counts) {
  std::cout << std::left << std::setw(28) << "kind" << std::right << std::setw(8) << "passed" << std::setw(8)
            << "failed" << std::setw(8) << "worst" << std::setw(10) << "advisory" << std::setw(15) << "not supported"
            << '\n';
  for (const auto& [kind, count] : counts) {
    std::cout << std::left << std::setw(28) << kind << std::right << std::setw(8) << count.passed << std::setw(8)
              << count.failed << std::setw(8) << std::setprecision(2) << count.worst << std::setw(10) << count.advisory
              << std::setw(15) << count.skipped;
    for (const std::string& reason : count.not_supported) std::cout << "  " << reason;
    std::cout << '\n';
  }
}

}  // namespace

TEST_CASE("golden: every case agrees with PyTorch", "[golden]") {
  const char* chosen = std::getenv("ATTENTION_GOLDEN");
  const std::filesystem::path folder = chosen != nullptr ? chosen : ATTENTION_GOLDEN_DEFAULT;
  std::map<std::string, Count> counts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
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
