// `trawl-index rules check`: checks files of rules, without an index.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/study/rule_file.h"

namespace trawl {

struct RulesCheck {
  std::vector<RuleFile> good;    // the files that nothing is wrong with
  std::vector<Status> problems;  // of the others, and of pairs that cannot be given together
};

// Reads all files, whatever is wrong with one of them.
RulesCheck check_rule_files(const std::vector<std::string>& paths);

}  // namespace trawl
