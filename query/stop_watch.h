// Time between two points, for --explain.
#pragma once

#include <chrono>
#include <cstdint>

namespace trawl {

// One object, one thread.
class StopWatch {
 public:
  // Nanoseconds since it was made, or since the last lap.
  uint64_t lap_ns() {
    const auto now = std::chrono::steady_clock::now();
    const auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(now - begin_);
    begin_ = now;
    return static_cast<uint64_t>(elapsed.count());
  }
  uint64_t lap_us() { return lap_ns() / 1000; }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace trawl
