#include "cli/progress.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "cli/terminal.hpp"

namespace attention::cli {

namespace {

constexpr std::size_t width = 30;
constexpr auto patience = std::chrono::seconds(1);
constexpr auto period = std::chrono::milliseconds(100);

/// The whole line again, from its beginning.
void print_line(const std::string& text) {
  std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
  std::fflush(stderr);
}

}  // namespace

Progress::Progress(std::string what, std::size_t total) : what_(std::move(what)), total_(total) {
  if (is_terminal(stderr)) watcher_ = std::thread([this] { watch(); });
}

Progress::~Progress() {
  if (!watcher_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  ended_.notify_one();
  watcher_.join();
}

void Progress::watch() {
  std::unique_lock lock(mutex_);
  if (ended_.wait_for(lock, patience, [this] { return over_; })) return;
  do draw();
  while (!ended_.wait_for(lock, period, [this] { return over_; }));
  print_line("");
}

void Progress::draw() const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start_).count();
  std::string bar(width, ' ');
  std::string end = std::to_string(seconds) + " s";
  if (total_ > 0) {
    const std::size_t done = std::min(done_.load(), total_);
    std::fill_n(bar.begin(), done * width / total_, '#');
    end = std::to_string(done * 100 / total_) + " %, " + end;
  } else {
    const auto tick = static_cast<std::size_t>((Clock::now() - start_) / period);
    std::fill_n(bar.begin() + static_cast<std::ptrdiff_t>(tick % (width - 2)), 3, '#');
  }
  print_line(what_ + " [" + bar + "] " + end);
}

}  // namespace attention::cli
