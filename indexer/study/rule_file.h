// A file of rules as a user names it: a catalogue, or a plain list of ids and regexes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/rules/rule.h"

namespace trawl {

struct RuleFile {
  std::string path;       // as the user named it
  std::string catalogue;  // its name; empty for a plain list
  std::string text;       // of the file
  std::vector<Rule> rules;
  std::vector<uint32_t> lines;  // in the file, where each rule begins
};

// A file and everything that is wrong with it: for a catalogue with its fields, its rules and its
// study; for a list each line that is not a rule. What cannot be compiled, or fails an example, is
// reported of rules that are right otherwise.
struct RuleFileReading {
  RuleFile file;
  std::vector<Status> problems;  // with file and line; empty: the file is good
};

// A file whose name ends in .yaml or .yml, in any case, is a catalogue (catalogue.h) with or
// without a study; any other is `id<TAB>regex` lines (rule.h). Finds everything that can be wrong
// with a rule, including what only compiling it shows.
RuleFileReading examine_rule_file(const std::string& path);

// The file, or the first of its problems.
Result<RuleFile> read_rule_file(const std::string& path);

}  // namespace trawl
