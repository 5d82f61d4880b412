// The commands of `trawl-index`, each as an entry of the program's table.
#pragma once

#include "indexer/cli/command.h"

namespace trawl {

// Exit codes besides kErrorExit: 2 when nothing was published, or a file of rules is wrong.
inline constexpr int kDone = 0;
// A repository of the corpus file could not be read, the summary of a build could not be written,
// or check or dump found damage.
inline constexpr int kIncomplete = 1;

Command build_command();
Command rules_command();
Command stats_command();
Command check_command();
Command dump_command();

// The program with all of them.
Program trawl_index_program();

}  // namespace trawl
