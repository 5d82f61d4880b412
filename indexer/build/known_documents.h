// The documents that a build has met: digest → where it is. Memory is bounded: it spills sorted
// runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

// The segment ordinal of new documents during the build, when it is not known yet where segments
// end: a document's number then counts all new ones. Other ordinals are those of live segments.
inline constexpr uint32_t kNewSegments = UINT32_MAX - 1;

// An open-addressing table of 28-byte entries. When it reaches its limit it is sorted and spilled;
// a look-up then also asks each run, through the first digest of every page and one read. One
// object, one thread.
class KnownDocuments {
 public:
  static Result<KnownDocuments> create(const std::string& pending_directory, uint64_t memory);

  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest);
  // REQUIRES: find(digest) found nothing.
  Status insert(const DocumentDigest& digest, const DocumentLocation& location);
  uint64_t size() const { return total_; }

 private:
  struct Entry {
    DocumentDigest digest;
    uint32_t segment = kFree;
    uint32_t document = 0;
  };
  static constexpr uint32_t kFree = UINT32_MAX;
  static constexpr size_t kPageEntries = 128;
  struct Run {
    uint64_t position = 0;
    uint64_t count = 0;
    std::vector<DocumentDigest> page_firsts;
  };

  KnownDocuments(SpillFile spill, size_t limit);
  size_t slot_of(const DocumentDigest& digest) const;
  void grow();
  Status spill();
  Result<std::optional<DocumentLocation>> find_in(const Run& run, const DocumentDigest& digest);

  SpillFile spill_;
  size_t limit_;  // slots the table may grow to
  std::vector<Entry> slots_;
  size_t used_ = 0;
  uint64_t total_ = 0;
  std::vector<Run> runs_;
  std::vector<Entry> page_;
};

}  // namespace trawl
