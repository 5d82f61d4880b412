#include "indexer/build/live_trees.h"

#include <vector>

#include "indexer/format/snapshot.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {

Result<StoredTrees> read_live_trees(const LiveIndex& live) {
  StoredTrees trees;
  for (const SnapshotFacts& snapshot : live.manifest().snapshots) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                           read_snapshot_entries(live.store(), snapshot));
    for (const SnapshotEntry& entry : entries) {
      trees.emplace(entry.tree, entry.stored_tree());
      if (entry.form.is_delta()) trees.emplace(entry.form.base, base_of(entry.stored_tree()));
    }
  }
  return trees;
}

}  // namespace trawl
