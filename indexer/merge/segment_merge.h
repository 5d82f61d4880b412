// What several segments become when they are merged: which of their documents are kept, and their
// numbers in the merged segment.
#pragma once

#include <vector>

#include "indexer/format/manifest.h"
#include "indexer/merge/renumbering.h"

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

}  // namespace trawl
