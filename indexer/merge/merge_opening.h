// The beginning of a merge: what of its sources is kept, and the id of the result.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/store/store.h"

namespace trawl {

// Reads which documents of the sources a live snapshot holds, and leaves the others out. The
// manifest, which the sources are from, must outlive the merge. REQUIRES: the sources have the same
// dictionary, version of facts and rules, and no document in common.
Result<SegmentMerge> open_merge(const Store& store, const Manifest& manifest,
                                const std::vector<uint32_t>& sources);

}  // namespace trawl
