// Flags that users of grep, ripgrep, zoekt and find try, and what does the same here.
#pragma once

#include <vector>

#include "indexer/cli/habit.h"

namespace trawl {

// For each command of `trawl`.
std::vector<Habit> search_habits();
std::vector<Habit> list_habits();
std::vector<Habit> files_habits();
std::vector<Habit> show_habits();
std::vector<Habit> report_habits();

// For commands that `trawl` does not have.
std::vector<Habit> trawl_habits();

}  // namespace trawl
