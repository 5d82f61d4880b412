// A value that is loaded on first use and shared by all threads from then on.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "indexer/base/status.h"

namespace trawl {

// Thread-safe. After the value is loaded, get() takes no lock. A failure is not kept: the next call
// tries again.
template <class T>
class LoadedOnce {
 public:
  // The value, valid as long as this object. `load` returns Result<std::unique_ptr<const T>> and
  // runs in one thread at a time.
  template <class Load>
  Result<const T*> get(Load load) {
    if (const T* const loaded = loaded_.load(std::memory_order_acquire)) return loaded;
    const std::lock_guard lock(mutex_);
    if (value_ == nullptr) {
      TRAWL_ASSIGN_OR_RETURN(value_, load());
      loaded_.store(value_.get(), std::memory_order_release);
    }
    return value_.get();
  }

 private:
  std::atomic<const T*> loaded_ = nullptr;
  std::mutex mutex_;
  std::unique_ptr<const T> value_;  // written under the mutex
};

}  // namespace trawl
