// The trees that the live index has, and how each is stored.
#pragma once

#include <map>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/format/tree_delta.h"

namespace trawl {

// By the tree's id: a tree is stored once, in one form.
using StoredTrees = std::map<TreeId, StoredTree>;

// The trees of all snapshots, and the bases of those that are deltas. kCorruption when the entries
// of a snapshot cannot be read.
Result<StoredTrees> read_live_trees(const LiveIndex& live);

}  // namespace trawl
