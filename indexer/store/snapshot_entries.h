// Entries of snapshots, and the slot tables of their layers.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/format/slot_table.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/store.h"

namespace trawl {

// The snapshot of this name; null when there is none. It belongs to the manifest.
const SnapshotFacts* find_snapshot(const Manifest& manifest, const std::string& name);

// All entries of a snapshot, in the order of their numbers. kCorruption when one of their blocks is
// missing or damaged, or when their number differs from the manifest's.
Result<std::vector<SnapshotEntry>> read_snapshot_entries(const Store& store,
                                                         const SnapshotFacts& snapshot);

// Adds the keys of the snapshot's records that lie under ids of their content: its blocks of
// entries, slot tables, and the parameters of its build.
void add_snapshot_keys(const SnapshotFacts& snapshot, std::set<std::string>* keys);

// The table of one of the snapshot's layers. kCorruption when a block of it is missing or damaged,
// or when its entries do not ascend or are not the snapshot's: places would come out of order.
Result<SlotTable> read_slot_table(const Store& store, const SnapshotFacts& snapshot,
                                  const LayerFacts& layer);

}  // namespace trawl
