// How many files this process may have open: a store has a few tables for each segment, and a large
// index needs more than the usual limit of 1024.
#pragma once

#include <cstdint>

namespace trawl {

// Raises the limit as far as the system allows, and leaves it alone if it allows nothing. For a
// program's main.
void raise_open_files_limit();

// The present limit.
uint64_t open_files_limit();

}  // namespace trawl
