// Flags and commands that users of other indexers try, and what does the same here.
#pragma once

#include <vector>

#include "indexer/cli/habit.h"

namespace trawl {

// Flags that `trawl-index build`, and its other commands, do not have.
std::vector<Habit> build_habits();
std::vector<Habit> upkeep_habits();

// Commands that `trawl-index` does not have.
std::vector<Habit> trawl_index_habits();

}  // namespace trawl
