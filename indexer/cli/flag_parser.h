// Takes flags and words from a command line.
//
// Boost.Program_options declares the flags and takes the line apart: --name value, --name=value, -n
// value, -nvalue, letters in one word, "--", and names what is wrong. The rest is ours, because
// Boost lacks it or does it differently:
// - Storing (variables_map) refuses a flag that repeats. Here the last one wins, so that an alias
//   or a script can give defaults; a flag that collects its values, or must not repeat, says so.
// - It has no --no-X that undoes an earlier --X. It keeps the order of options, which decides.
// - Typed values and their notifiers are made for variables_map, and check all values before the
//   program can ask for help. Values are checked where they are read (arguments.h), in the order
//   in which a command asks for them.
// - Positional words: it notices too many, but not too few, and cannot say which are expected.
// - Its errors say what is wrong, but not what to do: our texts are made from their fields.
// - Its help has another layout, and it has no subcommands (dispatch.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/command.h"

namespace trawl {

// "--" ends the flags. kInvalidArgument for an unknown flag, a missing value, a value for a flag
// that takes none; but if --help is one of `flags` and was given, it is returned alone, whatever
// else is wrong. The number of words and the types of values are not checked. `habits`: what to say
// about flags of other programs.
Result<Arguments> parse_arguments(const std::vector<Flag>& flags,
                                  const std::vector<std::string>& words,
                                  std::span<const Habit> habits = {});

}  // namespace trawl
