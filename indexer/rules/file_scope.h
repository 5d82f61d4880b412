// Whether the hits of a rule count in a file: the scope of the rule, ready to be asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/rule_scope.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// Immutable once made; thread-safe.
class FileScope {
 public:
  // kInvalidArgument for an invalid pattern of paths.
  static Result<FileScope> create(const RuleScope& scope);

  // Whether the answer depends on the file's path, or on its language.
  bool has_paths() const { return include_ || exclude_; }
  bool has_languages() const { return !languages_.empty(); }

  // Both must hold. `path` is relative to the repository, `language` is the classifier's.
  bool selects_path(std::string_view path) const;
  bool selects_language(std::string_view language) const;

 private:
  std::vector<std::string> languages_;
  std::optional<PathPatterns> include_;
  std::optional<PathPatterns> exclude_;
};

}  // namespace trawl
