// The repositories that the live index's snapshots had: what a build keeps of one that it cannot
// read, and what it stores a tree as a delta of.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/format/snapshot.h"

namespace trawl {

// Reads a snapshot's entries once, when they are first needed: if a whole disk is missing, all its
// repositories are looked up. One object, one thread. What is found lives as long as the object.
class EarlierEntries {
 public:
  // The live index must outlive it.
  explicit EarlierEntries(const LiveIndex* live) : live_(live) {}

  // The repository's entry in the snapshot of the build's name, or else in the one that was
  // published last. Null when neither has it. kCorruption when entries cannot be read.
  Result<const SnapshotEntry*> find(const std::string& repository);
  // The entry whose tree is probably most like that of `entry`: one of the same repository and ref,
  // or else one of another ref. Looks in the snapshots of find(), in the same order; null when
  // neither has one.
  Result<const SnapshotEntry*> find_like(const SnapshotEntry& entry);
  // The same as find(), in the snapshot of the build's name alone.
  Result<const SnapshotEntry*> find_in_replaced(const std::string& repository);

 private:
  // What lies outside of repositories may have the name of one.
  using Key = std::tuple<bool, std::string, std::string>;  // is outside, repository, ref
  using Entries = std::map<Key, SnapshotEntry>;

  Result<const Entries*> entries_of(const SnapshotFacts* snapshot);
  // The entry under the key, or else another of the same repository; null when there is none.
  Result<const SnapshotEntry*> find_in(const SnapshotFacts* snapshot, const Key& key);

  const LiveIndex* live_;
  std::map<const SnapshotFacts*, Entries> read_;
};

}  // namespace trawl
