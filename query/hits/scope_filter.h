// The scope of a rule, applied to files when its hits are listed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/rule_scope.h"
#include "indexer/pattern/path_patterns.h"
#include "query/read/index_reader.h"

namespace trawl {

// One object, one thread.
class ScopeFilter {
 public:
  // kCorruption if a pattern is invalid, because patterns were checked when the rule was added.
  static Result<ScopeFilter> create(const RuleScope& scope);

  // Reads the path and the file's record only if they matter.
  Result<bool> selects(const Place& place, IndexReader* reader) const;

 private:
  bool has_language(const std::string& language) const;

  std::vector<std::string> languages_;
  std::optional<PathPatterns> include_;
  std::optional<PathPatterns> exclude_;
};

}  // namespace trawl
