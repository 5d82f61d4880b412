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

// What a command prints.
struct RulesOutput {
  std::string text;
  std::vector<Status> problems;  // that check found; each an error
};

// Does what the words say.
Result<RulesOutput> run_rules(const Arguments& arguments);

}  // namespace trawl
