// A repository in memory, the second kind of source besides directories.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "indexer/corpus/repository.h"

namespace trawl {

struct MemoryFile {
  std::string content;
  // The reason that the listing gives: kSymlink, ... (kExcluded follows from the ignore list).
  SkipReason skip = SkipReason::kNone;
  // The reason that reading it gives, as if it had changed since it was listed.
  SkipReason when_read = SkipReason::kNone;
};

struct PathOrder {
  bool operator()(std::string_view a, std::string_view b) const { return path_less(a, b); }
};

using MemoryFiles = std::map<std::string, MemoryFile, PathOrder>;

// A repository of these files. Its fingerprint is a hash of all paths and files.
Repository memory_repository(const std::string& name, MemoryFiles files, Revision revision = {});

}  // namespace trawl
