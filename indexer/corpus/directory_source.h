// The files of a directory in path order, without reading them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/corpus/ignore.h"
#include "indexer/format/tree.h"

namespace trawl {

// An entry the walk met. The bytes of a file are read later, by its path below the repository's directory.
struct SourceFile {
  std::string path;  // relative to the repository
  SkipReason skip = SkipReason::kNone;  // kSymlink, kSpecial, kExcluded, kUnreadable, kVanished: not read
  uint64_t size = 0;  // as lstat says: an estimate for budgets
};

// Walks one repository depth first in path order (path_less). `.git` (directory or file) at any level is
// left out and not listed; hidden files are listed; symlinks are never followed; an excluded directory is
// one entry with its path and kExcluded, not walked... and a directory that cannot be opened is one entry
// with kUnreadable. One object, one thread; it holds one open directory a level.
class DirectoryWalk {
 public:
  // kNotFound or kIoError when `directory` itself cannot be opened. `ignore` must outlive the walk.
  static Result<DirectoryWalk> open(const std::string& directory, const IgnoreList* ignore);
  DirectoryWalk(DirectoryWalk&&) noexcept;
  DirectoryWalk& operator=(DirectoryWalk&&) noexcept;
  ~DirectoryWalk();

  // The next entry, or nullopt at the end.
  std::optional<SourceFile> next();
  // A descriptor of the repository's directory for reading files by relative path; valid while *this lives.
  int directory_fd() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit DirectoryWalk(std::unique_ptr<State> state);
};

}  // namespace trawl
