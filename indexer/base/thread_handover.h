// Tells ThreadSanitizer what a scheduler that it cannot see into guarantees: that what one stage of
// a pipeline wrote is visible to the next, and that a serial stage's runs follow each other.
//
// Debian's TBB is not compiled with ThreadSanitizer, so its synchronisation is invisible there.
// These marks stand only where TBB hands something on (token_pipeline.h): a race inside a stage, or
// between two parallel stages, is still found. Without ThreadSanitizer they do nothing.
#pragma once

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace trawl {

// Release: all that this thread did happens before a later take_over(address). Several threads may
// hand over the same address: the next to take it over sees the work of all.
inline void hand_over([[maybe_unused]] void* address) {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(address);
#endif
}

// Acquire: this thread sees everything that was done before hand_over(address).
inline void take_over([[maybe_unused]] void* address) {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(address);
#endif
}

}  // namespace trawl
