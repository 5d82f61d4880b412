// Snapshots: the repositories of a corpus with the revision of each. kEntriesPerBlock entries per
// record.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/tree_delta.h"

namespace trawl {

struct SnapshotEntry {
  std::string repository;
  std::string ref;  // empty for a plain directory
  // A commit's hex id; of a directory what the corpus file says that it holds, or empty.
  std::string revision;
  TreeId tree;
  uint32_t files = 0;  // entries of the tree, skipped ones included
  TreeForm form;       // of the tree
  // Why this build kept the revision of an earlier one: it could not read the repository. Every
  // search says so. Empty if it could.
  std::string stale_reason;
  // What lies in a ROOT above its repositories: files that are all skipped. It does not count as a
  // repository, wherever repositories are counted.
  bool is_outside = false;

  StoredTree stored_tree() const { return {tree, files, form}; }
  friend bool operator==(const SnapshotEntry&, const SnapshotEntry&) = default;
};

// Entries are sorted by (repository, ref), by bytes.
std::string encode_snapshot_block(std::span<const SnapshotEntry> entries);
Result<std::vector<SnapshotEntry>> decode_snapshot_block(std::string_view bytes);

// The id of a snapshot: a hash of its encoded blocks in order, and of `choice`, which says where
// its documents were looked for and so decides its places. For each segment that holds a document
// of it, in the manifest's order, `choice` has the id, then 1 if the build could reuse the
// segment's documents for new files, else 0.
SnapshotId snapshot_id(std::span<const std::string> blocks, std::string_view choice);

// The id of the same snapshot once its documents are in other segments: a hash of its previous id
// and of its present segments, in the manifest's order.
SnapshotId merged_snapshot_id(const SnapshotId& before, std::span<const SegmentId> segments);

}  // namespace trawl
