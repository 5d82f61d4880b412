// How much memory the program has used.
#pragma once

#include <cstdint>

namespace trawl {

// The program's peak resident memory so far (VmHWM), in bytes; 0 without /proc. Thread-safe.
uint64_t peak_memory();

}  // namespace trawl
