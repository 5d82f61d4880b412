// Merges the segments of a live index where there are too many, and publishes the result.
#pragma once

#include <cstdint>
#include <functional>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/publication.h"

namespace trawl {

// What a merge takes and makes.
struct MergeCounts {
  uint32_t segments = 0;  // that were merged
  uint32_t into = 0;
  uint64_t generation = 0;  // the last one published; 0: nothing was merged
};

struct MergeOptions {
  uint64_t memory = 0;  // bytes, some of which the merge may take
  uint32_t jobs = 1;
  // The time since the build began, for the record.
  std::function<uint64_t()> milliseconds;
  // Called now and then, from one thread at a time, with the present merge's counts and the share
  // of it that is done; may be empty.
  std::function<void(const MergeCounts&, double)> progress;
};

// Makes the merges of plan_merges(), and publishes a generation that answers exactly as the one
// before: its snapshots have the same names, files and ages. Publishes nothing when there is
// nothing to merge. After a failure the index is as the last publication left it, and *counts says
// what was published.
Status merge_segments(IndexWriter* writer, const MergeOptions& options, MergeCounts* counts);

}  // namespace trawl
