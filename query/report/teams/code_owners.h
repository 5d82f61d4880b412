// A CODEOWNERS file of GitHub or GitLab, applied to whole repositories: the corpus is taken as a
// tree in which each repository is a directory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// Immutable, thread-safe. A default-constructed object has no owners.
class CodeOwners {
 public:
  // kInvalidArgument starts with "<file>:<line>: ".
  static Result<CodeOwners> parse(std::string_view text, const std::string& file);

  // The first owner on the last line whose pattern matches the repository's name as a directory, or
  // matches all that such a directory contains ("/a/b/*", "/a/b/**"). The owner is
  // "organisation/team" for `@organisation/team`, `user` for `@user`, or a mail address; empty if
  // there is none. Valid as long as this object.
  std::string_view owner_of(std::string_view repository) const;
  // All first owners in the form of owner_of, in the order of lines.
  std::vector<std::string> owners() const;
  // Patterns for file endings ("*.py"), which do not belong to a repository.
  const std::vector<std::string>& file_patterns() const { return file_patterns_; }

 private:
  struct Pattern {
    PathPatterns matcher;
    std::string owner;  // may be empty
  };

  Status add_line(std::string_view line);
  Status begin_section(std::string_view line);

  std::vector<Pattern> patterns_;  // the last matching pattern decides
  std::vector<std::string> file_patterns_;
  std::string section_owner_;  // owner for the lines below that have none
};

}  // namespace trawl
