// From a command line to the command that it names: what a main does.
#pragma once

#include <string>
#include <vector>

#include "indexer/cli/command.h"
#include "indexer/cli/console.h"

namespace trawl {

// Runs the command that `words`, without the program's own name, begin with, and gives the exit
// code. Help and the version are printed; what is wrong is one message and kErrorExit.
int run_program(const Program& program, const std::vector<std::string>& words,
                const Console& console);

// The same for a main: prepares the process, and exceptions that arrive here end in a message.
int run_main(const Program& program, int argc, char** argv);

}  // namespace trawl
