// The trees that the live index has, and how each is stored.
#pragma once

#include <map>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/format/manifest.h"
#include "indexer/format/snapshot.h"
#include "indexer/format/tree_delta.h"
#include "indexer/store/store.h"

namespace trawl {

// By the tree's id: a tree is stored once, in one form.
using StoredTrees = std::map<TreeId, StoredTree>;

// Adds an entry's tree, and its base if it is a delta.
void add_tree_of(const SnapshotEntry& entry, StoredTrees* trees);
// Adds those of a published snapshot. kCorruption when its entries cannot be read.
Status add_trees_of(const SnapshotFacts& snapshot, const Store& store, StoredTrees* trees);
// Those of all snapshots.
Result<StoredTrees> read_live_trees(const LiveIndex& live);

}  // namespace trawl
