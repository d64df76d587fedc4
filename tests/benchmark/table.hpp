#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "cases.hpp"

/// Keeps the median time of each case: the processor's, which others' work on the machine hardly changes.
class Medians : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;

  /// Seconds per run; 0 for what was not run.
  [[nodiscard]] double seconds(const std::string& name) const;

 private:
  std::vector<std::pair<std::string, double>> seconds_;
};

/// Speeds, and their ratios to the limits that were measured in the same run.
void print_table(const std::vector<Case>& cases, const Medians& medians);
