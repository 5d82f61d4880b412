// Work that all processors share.
#pragma once

#include <cstddef>
#include <functional>

#include "indexer/base/status.h"

namespace trawl {

// Calls `work` with 0, 1, ... `count` - 1, each once, on as many threads as there are processors,
// or on fewer if the system refuses a thread. Returns when all calls have. The first exception of a
// call ends the work and is thrown again here. REQUIRES: calls may run at the same time.
void on_all_processors(size_t count, const std::function<void(size_t)>& work);
// The same for work that may fail. A failure does not end the work; returns the one with the lowest
// number.
Status try_on_all_processors(size_t count, const std::function<Status(size_t)>& work);

}  // namespace trawl
