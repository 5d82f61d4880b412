// Work that all processors share.
#pragma once

#include <cstddef>
#include <functional>

namespace trawl {

// Calls `work` with 0, 1, ... `count` - 1, each once, on as many threads as there are processors.
// Returns when all calls have. REQUIRES: calls may run at the same time, and throw nothing.
void on_all_processors(size_t count, const std::function<void(size_t)>& work);

}  // namespace trawl
