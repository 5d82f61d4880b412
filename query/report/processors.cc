#include "query/report/processors.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace trawl {

void on_all_processors(size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  const size_t threads = std::min<size_t>(count, std::thread::hardware_concurrency());
  for (size_t i = 1; i < threads; ++i) others.emplace_back(run);
  run();
}

}  // namespace trawl
