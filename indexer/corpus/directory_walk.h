// Walks below one directory: lists its files in path order without reading them, and reads one of
// them later.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "indexer/base/file.h"
#include "indexer/base/status.h"
#include "indexer/corpus/source.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

struct WalkOptions {
  const PathPatterns* ignore = nullptr;  // must outlive the walk; null excludes nothing
  // With N > 0, directories N levels down are entries (is_directory, kNone) and are not walked.
  uint32_t depth_limit = 0;
  // A directory that is left out like `.git`, wherever the walk meets it and however it is named
  // here: otherwise the index that is being written would grow by itself. Leaves nothing out if
  // this is empty, or does not exist when the walk is opened.
  std::string left_out;
};

// Walks one repository depth first in path order (path_less). `.git` (directory, file or symlink)
// at any level is left out and not listed, and so is WalkOptions::left_out; hidden files are
// listed; symlinks are never followed; empty directories leave no trace, as in git. An excluded
// directory is one entry and is not walked: no '!' brings back what is below it. A directory that
// cannot be opened is one entry, kUnreadable, or kVanished if it disappeared after it was listed;
// one whose listing broke off is an entry, kUnreadable, before the files that were listed. Depth
// and path length are not limited; at most kMaxOpenLevels + 2 descriptors are open, and memory
// holds the names in the directories above the present one. One object, one thread.
class DirectoryWalk {
 public:
  static constexpr size_t kMaxOpenLevels = 32;

  // kNotFound when `directory` does not exist, kIoError when it cannot be opened or listed. If its
  // last component is a symlink, it is followed, because the user named it.
  static Result<DirectoryWalk> open(const std::string& directory, const WalkOptions& options);
  DirectoryWalk(DirectoryWalk&&) noexcept;
  DirectoryWalk& operator=(DirectoryWalk&&) noexcept;
  ~DirectoryWalk();

  // The next entry, or nullopt at the end.
  std::optional<SourceFile> next();
  // How far the walk has come, from 0 to 1, as if the entries of a directory were all of one size:
  // a rough estimate that costs nothing.
  double share_done() const;
  // A descriptor of the repository's directory for read_repository_file; valid while *this lives.
  int directory_fd() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit DirectoryWalk(std::unique_ptr<State> state);
};

// read_source_file for a path of any length below the open directory: one that is too long for the
// kernel is opened piece by piece. Thread-safe.
SourceRead read_repository_file(int directory_fd, const std::string& path, const ReadLimits& limits,
                                std::string* content);

}  // namespace trawl
