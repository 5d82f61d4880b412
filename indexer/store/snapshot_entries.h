#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/store.h"

namespace trawl {

// All entries of a snapshot, in the order of their numbers. kCorruption when a block of them is
// missing or damaged, or they are not as many as the manifest says.
Result<std::vector<SnapshotEntry>> read_snapshot_entries(const Store& store,
                                                         const SnapshotFacts& snapshot);

}  // namespace trawl
