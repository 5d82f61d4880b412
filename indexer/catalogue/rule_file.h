// A file of rules as a user names it: a catalogue, or a plain list of ids and regexes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/rule_set.h"

namespace trawl {

struct RuleFile {
  std::string path;       // as it was named
  std::string catalogue;  // its name; empty for a plain list
  std::string text;       // of the file
  std::vector<Rule> rules;
  std::vector<uint32_t> lines;  // of the file, where each rule begins
};

// A file whose name ends in .yaml or .yml is a catalogue (catalogue.h) with or without a study, any
// other is `id<TAB>regex` lines (rule_set.h). All that can be wrong with a rule is found here, what
// only compiling it tells included. Errors say file and line.
Result<RuleFile> read_rule_file(const std::string& path);

}  // namespace trawl
