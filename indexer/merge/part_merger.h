// Moves the places of snapshots whose segments are merged.
#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/segment/part_builder.h"
#include "indexer/store/store.h"

namespace trawl {

// In every snapshot of the manifest, whose segments are those after the merges, replaces the parts
// of the sources by parts of the merged segments, which it makes in *parts. A part is made once for
// all layers that have the same source parts. Places of documents that no snapshot holds are left
// out. kCorruption when a part is not as it was published.
Status merge_parts(const Store& store, const std::vector<SegmentMerge>& merges, PartBuilder* parts,
                   Manifest* manifest);

}  // namespace trawl
