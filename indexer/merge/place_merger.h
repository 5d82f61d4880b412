// Moves the places of snapshots whose segments are merged.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/manifest.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/store/store.h"

namespace trawl {

// Whether the snapshot holds documents of a segment that the merges take.
bool is_affected(const SnapshotFacts& snapshot, const std::vector<SegmentMerge>& merges);

// The snapshot's segments, with the merged ones in place of their sources; `order` are the segments
// of the new manifest.
std::vector<SegmentId> merged_segments(const SnapshotFacts& snapshot,
                                       const std::vector<SegmentMerge>& merges,
                                       const std::vector<SegmentFacts>& order);

// Rewrites all places of `before`, under the id of `after` and for its segments.
Result<IncomingFile> merge_places(const Store& store, const SnapshotFacts& before,
                                  const SnapshotFacts& after,
                                  const std::vector<SegmentMerge>& merges, const std::string& path);

}  // namespace trawl
