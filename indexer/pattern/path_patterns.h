// gitignore patterns, relative to a repository: what a build leaves out, which files a rule is for,
// what a team owns.
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
// One difference from git, in which this follows git's documentation: "ab**/c" is "ab*/c". (Git
// strips the literal start of a pattern before matching, and then takes the stars for a whole
// component.)
class PathPatterns {
 public:
  // kInvalidArgument, naming the pattern, for one that git accepts but that could never match
  // (glob.h), and for one that holds a NUL.
  static Result<PathPatterns> parse(const std::vector<std::string>& patterns);

  // True when the patterns match `path` (relative to the repository, no leading '/'): git would
  // ignore it. Everything below a directory that they match is matched too, and no later '!' takes
  // that back; the caller need not have asked for the directory first.
  bool matches(std::string_view path, bool is_directory) const;
  // The same for a walk, which already knows that they match no directory above `path`.
  bool matches_entry(std::string_view path, bool is_directory) const;
  bool empty() const { return patterns_.empty(); }

 private:
  struct PathPattern {
    Glob glob;
    bool negated = false;
    bool directories_only = false;
    bool anchored = false;  // matched against the whole path, else against the last component
  };
  static Status add_pattern(std::string_view line, std::vector<PathPattern>* patterns);

  std::vector<PathPattern> patterns_;
};

}  // namespace trawl
