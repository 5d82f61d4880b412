#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/store.h"

namespace trawl {

// The snapshot of this name; null when there is none. It belongs to the manifest.
const SnapshotFacts* find_snapshot(const Manifest& manifest, const std::string& name);

// All entries of a snapshot, in the order of their numbers. kCorruption when one of their blocks is
// missing or damaged, or when their number differs from the manifest's.
Result<std::vector<SnapshotEntry>> read_snapshot_entries(const Store& store,
                                                         const SnapshotFacts& snapshot);

}  // namespace trawl
