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
#include "indexer/format/layer.h"
#include "indexer/format/tree_delta.h"

namespace trawl {

// What an entry is. The numbers are on disk: explicit, never reused.
enum class EntryKind : uint8_t {
  kDirectory = 0,  // the files of a directory, whatever git says of them
  kWorkTree = 1,   // reserved: the files of a git repository's work tree
  kBare = 2,       // reserved: a revision, from the objects of a git repository
  // What lies in a ROOT above its repositories: files that are all skipped. It does not count as a
  // repository, wherever repositories are counted.
  kOutside = 3,
};
inline constexpr uint8_t kEntryKindCount = 4;

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
  EntryKind kind = EntryKind::kDirectory;
  // The ref or the date that `revision` was found by; empty if none was asked for.
  std::string asked;
  bool is_outside() const { return kind == EntryKind::kOutside; }

  StoredTree stored_tree() const { return {tree, files, form}; }
  friend bool operator==(const SnapshotEntry&, const SnapshotEntry&) = default;
};

// Entries are sorted by (repository, ref), by bytes.
std::string encode_snapshot_block(std::span<const SnapshotEntry> entries);
Result<std::vector<SnapshotEntry>> decode_snapshot_block(std::string_view bytes);

// The id of an encoded block, by which it is stored: a hash of its bytes.
EntryBlockId entry_block_id(std::string_view block);

// The id of a snapshot: a hash of the ids of its blocks in order, and of its layers.
SnapshotId snapshot_id(std::span<const EntryBlockId> blocks, std::span<const LayerFacts> layers);

}  // namespace trawl
