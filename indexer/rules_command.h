// `trawl-index rules check|add|update|remove`.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/command_line.h"
#include "indexer/base/status.h"

namespace trawl {

// What --help says before the flags.
extern const char* const kRulesUsage;
std::vector<Flag> rules_flags();

// Does what the words say and gives what is to be printed.
Result<std::string> run_rules(const Arguments& arguments);

}  // namespace trawl
