#include "query/report/processors.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace trawl {

void on_all_processors(size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr thrown;  // under the mutex
  const auto run = [&] {
    try {
      for (size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      next = count;
      const std::unique_lock lock(mutex);
      if (thrown == nullptr) thrown = std::current_exception();
    }
  };
  std::vector<std::jthread> others;
  const size_t threads = std::min<size_t>(count, std::thread::hardware_concurrency());
  try {
    for (size_t i = 1; i < threads; ++i) others.emplace_back(run);
  } catch (const std::system_error&) {
    // Fewer threads do the same work.
  }
  run();
  others.clear();  // joins all of them
  if (thrown != nullptr) std::rethrow_exception(thrown);
}

Status try_on_all_processors(size_t count, const std::function<Status(size_t)>& work) {
  std::vector<Status> statuses(count);
  on_all_processors(count, [&](size_t i) { statuses[i] = work(i); });
  const auto failed = std::find_if(statuses.begin(), statuses.end(),
                                   [](const Status& status) { return !status.is_ok(); });
  return failed == statuses.end() ? Status() : *failed;
}

}  // namespace trawl
