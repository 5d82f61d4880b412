// A repository in memory, the second kind of source besides directories.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/corpus/repository.h"

namespace trawl {

// How often files were read. Shared by all copies of them.
using ReadCount = std::shared_ptr<std::atomic<int>>;

struct MemoryFile {
  std::string content;
  // The reason that the listing gives: kSymlink, ... (kExcluded follows from the ignore list).
  SkipReason skip = SkipReason::kNone;
  // The reason that reading it gives, as if it had changed since it was listed.
  SkipReason when_read = SkipReason::kNone;
  bool has_digest = false;    // the listing gives it, as git does
  ReadCount reads = nullptr;  // counts, if it is there
};

struct PathOrder {
  bool operator()(std::string_view a, std::string_view b) const { return path_less(a, b); }
};

using MemoryFiles = std::map<std::string, MemoryFile, PathOrder>;

// A repository of these files. Its fingerprint is a hash of all paths and files.
Repository memory_repository(const std::string& name, MemoryFiles files, Revision revision = {});

}  // namespace trawl
