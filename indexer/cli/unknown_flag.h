// What to say about a flag that a command does not have.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "indexer/cli/command.h"

namespace trawl {

// "unknown option '-g': to limit the search to files use --path REGEX", for a word that was typed
// where a flag could stand. Names what does the same here, else the nearest flag.
std::string describe_unknown_flag(std::string_view word, std::span<const Flag> flags,
                                  std::span<const Habit> habits);

}  // namespace trawl
