// What to say about a first word that is not a command.
#pragma once

#include <string>
#include <vector>

#include "indexer/cli/command.h"

namespace trawl {

// "unknown command 'eventlet'. Did you mean: trawl search eventlet?" Suggests what does the same
// here, or the command with the nearest name, else the usual command with all words. REQUIRES:
// words.
std::string describe_unknown_command(const Program& program, const std::vector<std::string>& words);

}  // namespace trawl
