// The scope of a rule, applied to files when its hits are listed.
#pragma once

#include <utility>

#include "indexer/base/status.h"
#include "indexer/format/rule_scope.h"
#include "indexer/rules/file_scope.h"
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
  explicit ScopeFilter(FileScope scope) : scope_(std::move(scope)) {}

  FileScope scope_;
};

}  // namespace trawl
