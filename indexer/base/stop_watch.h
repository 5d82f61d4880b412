// Measures the time between two points, for what a program reports about a run.
#pragma once

#include <chrono>
#include <cstdint>
#include <utility>

namespace trawl {

// One object, one thread.
class StopWatch {
 public:
  // Nanoseconds since construction or the last lap.
  uint64_t lap_ns() {
    const Clock::time_point now = Clock::now();
    return in<std::chrono::nanoseconds>(now - std::exchange(lap_, now));
  }
  uint64_t lap_us() { return lap_ns() / 1000; }
  // Milliseconds since construction, whatever the laps.
  uint64_t elapsed_ms() const { return in<std::chrono::milliseconds>(Clock::now() - begin_); }

 private:
  using Clock = std::chrono::steady_clock;
  template <class Unit>
  static uint64_t in(Clock::duration elapsed) {
    return static_cast<uint64_t>(std::chrono::duration_cast<Unit>(elapsed).count());
  }

  Clock::time_point begin_ = Clock::now();
  Clock::time_point lap_ = begin_;
};

}  // namespace trawl
