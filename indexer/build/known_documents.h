// The documents that a build has met: digest → where it is, and what classifying takes from its
// content. Memory is bounded: it spills sorted runs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/corpus/classifier.h"
#include "indexer/format/ids.h"

namespace trawl {

// The segment ordinal of new documents during the build, when it is not known yet where segments
// end: a document's number then counts all new ones. Other ordinals are those of live segments.
inline constexpr uint32_t kNewSegments = UINT32_MAX - 1;

// The segment ordinal of a content that is not indexed.
inline constexpr uint32_t kUnindexed = UINT32_MAX - 2;

struct KnownDocument {
  DocumentLocation location;
  ContentTraits traits;
  friend bool operator==(const KnownDocument&, const KnownDocument&) = default;
};

// An open-addressing table of 32-byte entries. When it reaches its limit it is sorted and spilled
// as a run. Runs are merged like the digits of a binary counter: each is at least twice as large as
// the next, so n documents lie in at most log2(n / those of a full table) + 1 runs, and each is
// written as often as that. A look-up asks every run, through the first digest of every page. One
// object, one thread.
class KnownDocuments {
 public:
  // The table takes at most `memory` bytes, but has a least size. Runs lie in `pending_directory`,
  // as files without names.
  KnownDocuments(std::string pending_directory, uint64_t memory);

  std::optional<KnownDocument> find(const DocumentDigest& digest) const;
  // REQUIRES: find(digest) found nothing.
  Status insert(const DocumentDigest& digest, const KnownDocument& document);
  uint64_t size() const { return total_; }
  // The number of runs that a look-up asks, for tests.
  size_t runs() const { return runs_.size(); }

 private:
  struct Entry {
    DocumentDigest digest;
    uint32_t segment = kFree;
    uint32_t document = 0;
    ContentTraits traits;
  };
  static_assert(sizeof(Entry) == 32);
  static constexpr uint32_t kFree = UINT32_MAX;
  static constexpr size_t kPageEntries = 128;
  // A file of its own, so that its space is free again once it was merged.
  struct Run {
    SpillFile file;
    std::span<const Entry> entries;  // mapped, ascending
    std::vector<DocumentDigest> page_firsts;
  };

  size_t slot_of(const DocumentDigest& digest) const;
  void grow();
  Status spill();
  Status add_run(SpillFile file);
  Status merge_last_two();
  static const Entry* find_in(const Run& run, const DocumentDigest& digest);

  std::string pending_directory_;
  size_t limit_;  // slots the table may grow to
  std::vector<Entry> slots_;
  size_t used_ = 0;
  uint64_t total_ = 0;
  std::vector<Run> runs_;
};

}  // namespace trawl
