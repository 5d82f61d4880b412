// From a command line to the command that it names: the work of a main.
#pragma once

#include <string>
#include <vector>

#include "indexer/cli/command.h"
#include "indexer/cli/console.h"

namespace trawl {

// Runs the command that `words` (without the program's own name) begin with, and returns the exit
// code. Prints help and the version; an error is one message and kErrorExit.
int run_program(const Program& program, const std::vector<std::string>& words,
                const Console& console);

// The same for a main: prepares the process, and turns exceptions that get here into a message.
int run_main(const Program& program, int argc, char** argv);

}  // namespace trawl
