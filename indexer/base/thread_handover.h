// Tells ThreadSanitizer what a scheduler that it cannot see into guarantees: that what one stage of
// a pipeline wrote is visible to the next, and that a serial stage's runs follow each other.
//
// Debian's TBB is not compiled with ThreadSanitizer, so its synchronisation is invisible there.
// These marks stand where TBB hands a token on and nowhere else: a race inside a stage, or between
// two parallel stages, is still found. Without ThreadSanitizer they are nothing.
#pragma once

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace trawl {

// Before a token leaves a stage.
inline void hand_over([[maybe_unused]] void* token) {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(token);
#endif
}

// When a token enters the next stage.
inline void take_over([[maybe_unused]] void* token) {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(token);
#endif
}

// The state of one serial stage: each run sees what the run before it did.
class SerialHandover {
 public:
  class Scope {
   public:
    explicit Scope(SerialHandover* stage) : stage_(stage) { take_over(stage_); }
    ~Scope() { hand_over(stage_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    SerialHandover* stage_;
  };
};

}  // namespace trawl
