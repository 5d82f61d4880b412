// How much freed memory the process keeps. glibc's allocator is tuned for speed: it learns from the
// first large blocks that are freed to keep those to come, and each thread has a heap of its own
// for what it takes. A build of 64 MiB kept as much again (measured), most of it never used again.
#pragma once

#include <cstdint>

namespace trawl {

// For the start of work that is to stay within `memory` bytes: large blocks go back to the system
// when they are freed, and threads share heaps if the memory is too little for one each. For the
// whole process, and to be called while it has one thread.
void keep_heap_within(uint64_t memory);

// Gives freed memory back to the system, after much of it was freed at once. Thread-safe.
void return_freed_memory();

}  // namespace trawl
