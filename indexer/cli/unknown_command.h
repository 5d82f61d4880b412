// What to say about a first word that is no command.
#pragma once

#include <string>
#include <vector>

#include "indexer/cli/command.h"

namespace trawl {

// "unknown command 'eventlet'. Did you mean: trawl search eventlet?" The command whose name is
// nearest, or what does the same here, else the usual one with all words. REQUIRES: words.
std::string describe_unknown_command(const Program& program, const std::vector<std::string>& words);

}  // namespace trawl
