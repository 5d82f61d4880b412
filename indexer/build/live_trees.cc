#include "indexer/build/live_trees.h"

#include <vector>

#include "indexer/store/snapshot_entries.h"

namespace trawl {

void add_tree_of(const SnapshotEntry& entry, StoredTrees* trees) {
  trees->emplace(entry.tree, entry.stored_tree());
  if (entry.form.is_delta()) trees->emplace(entry.form.base, base_of(entry.stored_tree()));
}

Status add_trees_of(const SnapshotFacts& snapshot, const Store& store, StoredTrees* trees) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  for (const SnapshotEntry& entry : entries) add_tree_of(entry, trees);
  return {};
}

Result<StoredTrees> read_live_trees(const LiveIndex& live) {
  StoredTrees trees;
  for (const SnapshotFacts& snapshot : live.manifest().snapshots) {
    TRAWL_RETURN_IF_ERROR(add_trees_of(snapshot, live.store(), &trees));
  }
  return trees;
}

}  // namespace trawl
