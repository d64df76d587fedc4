#include "table.hpp"

#include <cstdio>

#include "kernels/streaming.hpp"
#include "limits.hpp"

bool Medians::ReportContext(const Context& context) {
  const auto& load = context.cpu_info.load_avg;
  if (!load.empty())
    std::printf("Load of the machine at the start: %.2f (ratios hold if no other work comes and goes)\n", load[0]);
  return true;
}

void Medians::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs)
    if (run.aggregate_name == "median")
      seconds_.emplace_back(run.run_name.function_name,
                            run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit));
}

double Medians::seconds(const std::string& name) const {
  for (const auto& [known, seconds] : seconds_)
    if (known == name) return seconds;
  return 0;
}

namespace {

void print_ratio(double ratio) {
  if (ratio > 0)
    std::printf(" %9.2f |", ratio);
  else
    std::printf(" %9s |", "");
}

}  // namespace

void print_table(const std::vector<Case>& cases, const Medians& medians) {
  const auto speed = [&](const std::string& name, double Case::* work) {
    const double seconds = medians.seconds(name);
    for (const Case& each : cases)
      if (each.name == name && seconds > 0) return each.*work / seconds / 1e9;
    return 0.0;
  };
  const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 0; };

  const double peak = speed(arithmetic_limit, &Case::flops);
  const double read = speed(read_limit, &Case::bytes);
  std::printf("%s, %zu lanes, one thread\n", attention::kernels::architecture_name(), limits::lanes());
  std::printf("Multiply-adds in registers: %.1f GFLOP/s. Reading what decoding reads: %.1f GB/s.\n\n", peak, read);
  std::printf("| %-28s | %10s | %8s | %9s | %9s | %9s | %9s |\n", "case", "us", "GFLOP/s", "of peak", "GB/s", "of read",
              "neighbour");
  std::printf("| %-28s | %10s | %8s | %9s | %9s | %9s | %9s |\n", "---",
              "---:", "---:", "---:", "---:", "---:", "---:");
  for (const Case& each : cases) {
    const double flops = speed(each.name, &Case::flops);
    if (!each.error || flops == 0) continue;
    const double bytes = speed(each.name, &Case::bytes);
    std::printf("| %-28s | %10.2f | %8.1f |", each.name.c_str(), medians.seconds(each.name) * 1e6, flops);
    print_ratio(share(flops, peak));
    print_ratio(bytes);
    print_ratio(share(bytes, read));
    print_ratio(share(flops, speed(each.neighbour, &Case::flops)));
    std::printf("\n");
  }
}
