#pragma once

#include <algorithm>
#include <cstddef>

#if !defined(__EMSCRIPTEN__) || defined(__EMSCRIPTEN_PTHREADS__)
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>
#endif

namespace attention::kernels {

/// work(task, worker) for every task, on so many threads, this one among them; each takes the next task when it is done
/// with one, the last first. What a task computes must not depend on who does it. WASM built without threads has this
/// one alone.
template <class Work>
void parallel(std::size_t tasks, [[maybe_unused]] std::size_t threads, const Work& work) noexcept {
#if !defined(__EMSCRIPTEN__) || defined(__EMSCRIPTEN_PTHREADS__)
  threads = std::min(threads, tasks);
  if (threads > 1) {
    std::atomic<std::size_t> left = tasks;
    const auto run = [&](std::size_t worker) {
      for (std::size_t task = left--; task > 0 && task <= tasks; task = left--) work(task - 1, worker);
    };
    std::vector<std::thread> others;
    try {
      others.reserve(threads - 1);
      for (std::size_t worker = 1; worker < threads; ++worker) others.emplace_back(run, worker);
    } catch (const std::exception&) {
      threads = others.size() + 1;  // no more are to be had: these do it all
    }
    run(0);
    for (std::thread& other : others) other.join();
    return;
  }
#endif
  for (std::size_t task = tasks; task > 0; --task) work(task - 1, 0);
}

}  // namespace attention::kernels
