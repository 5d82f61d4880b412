// How many files this process may have open: a store has a few tables for each segment, and the
// usual limit of 1024 is less than a large index has.
#pragma once

#include <cstdint>

namespace trawl {

// Raises the limit as far as the system lets the process. For a program's main; what cannot be
// raised stays as it is.
void raise_open_files_limit();

// The limit as it is now.
uint64_t open_files_limit();

}  // namespace trawl
