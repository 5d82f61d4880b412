// The repositories that the live index's snapshots had, for a build whose repositories may be
// unreadable.
#pragma once

#include <map>
#include <string>
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
  // The same in the snapshot of the build's name alone.
  Result<const SnapshotEntry*> find_in_replaced(const std::string& repository);

 private:
  using Entries = std::map<std::string, SnapshotEntry>;  // by repository

  Result<const SnapshotEntry*> find_in(const SnapshotFacts* snapshot,
                                       const std::string& repository);

  const LiveIndex* live_;
  std::map<const SnapshotFacts*, Entries> read_;
};

}  // namespace trawl
