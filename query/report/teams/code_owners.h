// A CODEOWNERS file of GitHub or GitLab, read for whole repositories: a corpus is a tree in which
// each repository is a directory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// Immutable, thread-safe. One made without a file has no owner.
class CodeOwners {
 public:
  // kInvalidArgument says "<file>:<line>: ...".
  static Result<CodeOwners> parse(std::string_view text, const std::string& file);

  // The first owner of the last line whose pattern matches the repository's name as a directory, or
  // all that such a directory holds ("/a/b/*", "/a/b/**"): "organisation/team" of
  // `@organisation/team`, `user`, or an address of mail. Empty when there is none. Valid as long as
  // this.
  std::string_view owner_of(std::string_view repository) const;
  // As owner_of gives them, in the order of lines.
  std::vector<std::string> owners() const;
  // Patterns of files by their ending ("*.py"), which are of no repository.
  const std::vector<std::string>& file_patterns() const { return file_patterns_; }

 private:
  struct Pattern {
    PathPatterns matcher;
    std::string owner;  // may be empty
  };

  Status add_line(std::string_view line);
  Status begin_section(std::string_view line);

  std::vector<Pattern> patterns_;  // the last that matches decides
  std::vector<std::string> file_patterns_;
  std::string section_owner_;  // of the lines below that name none
};

}  // namespace trawl
