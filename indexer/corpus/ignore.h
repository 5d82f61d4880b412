// gitignore patterns, as --exclude takes them, relative to a repository.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// An ordered list of patterns in gitignore(5) syntax: '!' negates, a trailing '/' means directories only,
// a '/' inside anchors, '**' crosses directories, the last match decides. Immutable once built; thread-safe.
class IgnoreList {
 public:
  // kInvalidArgument for a pattern git itself would not take (an unterminated class).
  static Result<IgnoreList> parse(const std::vector<std::string>& patterns);

  // True when `path` (relative to the repository, no leading '/') is excluded. A file below an excluded
  // directory is excluded too; the caller need not have asked for the directory first.
  bool excludes(std::string_view path, bool is_directory) const;
  bool empty() const { return patterns_.empty(); }

 private:
  struct IgnorePattern {
    std::string glob;
    bool negated = false;
    bool directories_only = false;
    bool anchored = false;
  };
  bool decides(std::string_view path, bool is_directory, bool* excluded) const;
  std::vector<IgnorePattern> patterns_;
};

}  // namespace trawl
