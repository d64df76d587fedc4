// How fast attention is on this machine, as a share of what the machine could do at most:
//
//   attention_benchmark [--shrunk] [--benchmark_filter=dense] [any other option of Google Benchmark]
//
// Each case is first compared with naive loops in double precision. Then all are timed in turns, in random order, by
// the processor's time, and the median of each counts: whatever else the machine does hardly matters, and hits all
// alike.
// --shrunk only looks at whether everything works; its times say nothing.

#include <algorithm>
#include <cstdio>
#include <string>

#include "table.hpp"

namespace {

/// float32 sums of a thousand terms; a wrong result is wrong by far more.
constexpr double tolerance = 1e-4;

bool is_right(const Case& each) {
  if (!each.error) return true;
  const double error = each.error();
  const bool right = error < tolerance;
  std::printf("%-28s differs from double precision by at most %.1e%s\n", each.name.c_str(), error,
              right ? "" : ": WRONG");
  return right;
}

}  // namespace

int main(int count, char** given) {
  std::vector<std::string> options(given, given + count);
  const bool shrunk = std::erase(options, "--shrunk") > 0;
  // Ours come first: what the caller says later wins.
  options.insert(options.begin() + 1,
                 {"--benchmark_enable_random_interleaving=true", "--benchmark_report_aggregates_only=true",
                  shrunk ? "--benchmark_repetitions=2" : "--benchmark_repetitions=15",
                  shrunk ? "--benchmark_min_time=0.0001" : "--benchmark_min_time=0.1"});
  std::vector<char*> arguments;
  for (std::string& option : options) arguments.push_back(option.data());
  int argument_count = static_cast<int>(arguments.size());
  benchmark::Initialize(&argument_count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(argument_count, arguments.data())) return 2;

  std::vector<Case> cases = all_cases(shrunk);
  for (Case& peer : peer_cases(shrunk)) cases.push_back(std::move(peer));
  if (!std::ranges::all_of(cases, is_right)) return 1;

  for (const Case& each : cases)
    benchmark::RegisterBenchmark(each.name.c_str(), [&each](benchmark::State& state) {
      for (auto _ : state) each.run();
    });
  Medians medians;
  benchmark::RunSpecifiedBenchmarks(&medians);
  print_table(cases, medians);
}
