// A repository that is held in memory: what a source is besides a directory.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "indexer/corpus/repository.h"

namespace trawl {

struct MemoryFile {
  std::string content;
  // As it is listed: kSymlink, ... (kExcluded follows from the ignore list).
  SkipReason skip = SkipReason::kNone;
  // What became of it since it was listed: reading it gives this reason.
  SkipReason when_read = SkipReason::kNone;
};

struct PathOrder {
  bool operator()(std::string_view a, std::string_view b) const { return path_less(a, b); }
};

using MemoryFiles = std::map<std::string, MemoryFile, PathOrder>;

// A repository of these files. Its fingerprint is a hash of all paths and files.
Repository memory_repository(const std::string& name, MemoryFiles files, Revision revision = {});

}  // namespace trawl
