// The commands of `trawl`, each an entry in the program's table.
#pragma once

#include "indexer/cli/command.h"

namespace trawl {

// Exit codes other than kErrorExit.
inline constexpr int kFound = 0;
inline constexpr int kNotFoundExit = 1;

Command search_command();
Command list_command();
Command files_command();
Command show_command();
Command report_command();

// The program with all its commands.
Program trawl_program();

}  // namespace trawl
