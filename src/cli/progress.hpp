#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

namespace attention::cli {

/// A bar on standard error, while it lives, of what has taken more than a second; nothing unless that is a terminal.
/// Where there is no total, it shows that time goes by.
class Progress {
 public:
  explicit Progress(std::string what, std::size_t total = 0);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void advance(std::size_t count) { done_ += count; }

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  void draw() const;

  std::string what_;
  std::size_t total_;
  Clock::time_point start_ = Clock::now();
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  std::thread watcher_;
};

}  // namespace attention::cli
