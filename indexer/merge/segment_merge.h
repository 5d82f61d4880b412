// What several segments become when they are merged: which of their documents are kept, and their
// numbers in the merged segment.
#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/merge/renumbering.h"
#include "indexer/store/store.h"

namespace trawl {

// A segment to be merged.
struct MergeSource {
  const SegmentFacts* facts = nullptr;
  Renumbering documents;
  Renumbering chunks;  // and frames, which have the same numbers
};

// Takes about 1.5 bits for each document and chunk.
struct SegmentMerge {
  std::vector<MergeSource> sources;  // in the order of their documents
  SegmentFacts facts;                // of the merged segment, except for its files
};

// Reads which documents of the sources a live snapshot holds, and leaves the others out. The
// manifest, which the sources are from, must outlive the merge. REQUIRES: the sources have the same
// dictionary and rules, and no document in common.
Result<SegmentMerge> open_merge(const Store& store, const Manifest& manifest,
                                const std::vector<uint32_t>& sources);

}  // namespace trawl
