// gitignore patterns, as --exclude takes them, relative to a repository.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/glob.h"

namespace trawl {

// An ordered list of patterns in gitignore(5) syntax: '!' negates, a trailing '/' means directories
// only, a '/' inside anchors, '**' crosses directories, '#' starts a comment, '\' quotes, trailing
// spaces are dropped, the last match decides. Letter case counts. Immutable once built;
// thread-safe.
//
// One difference from git, which follows the documentation: "ab**/c" is "ab*/c". (Git strips the
// literal beginning of a pattern before matching, and then takes the stars for a whole component.)
class IgnoreList {
 public:
  // kInvalidArgument, naming the pattern, for one that git takes and that could never match
  // (glob.h), and for one that holds a NUL.
  static Result<IgnoreList> parse(const std::vector<std::string>& patterns);

  // True when `path` (relative to the repository, no leading '/') is excluded. A file below an
  // excluded directory is excluded too, and no later '!' brings it back; the caller need not have
  // asked for the directory first.
  bool excludes(std::string_view path, bool is_directory) const;
  // The same for a walk, which has already found that no directory above `path` is excluded.
  bool excludes_entry(std::string_view path, bool is_directory) const;
  bool empty() const { return patterns_.empty(); }

 private:
  struct IgnorePattern {
    Glob glob;
    bool negated = false;
    bool directories_only = false;
    bool anchored = false;  // matched against the whole path, else against the last component
  };
  static Status add_pattern(std::string_view line, std::vector<IgnorePattern>* patterns);

  std::vector<IgnorePattern> patterns_;
};

}  // namespace trawl
