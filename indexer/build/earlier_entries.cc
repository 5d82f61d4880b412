#include "indexer/build/earlier_entries.h"

#include <utility>

#include "indexer/store/snapshot_entries.h"

namespace trawl {

Result<const SnapshotEntry*> EarlierEntries::find(const std::string& repository) {
  const SnapshotEntry* found = nullptr;
  for (const SnapshotFacts* snapshot : live_->earlier()) {
    TRAWL_ASSIGN_OR_RETURN(found, find_in(snapshot, repository));
    if (found != nullptr) break;
  }
  return found;
}

Result<const SnapshotEntry*> EarlierEntries::find_in_replaced(const std::string& repository) {
  const SnapshotFacts* const snapshot = live_->previous();
  if (snapshot == nullptr) return static_cast<const SnapshotEntry*>(nullptr);
  return find_in(snapshot, repository);
}

// What lies outside of repositories may have the name of one.
Result<const SnapshotEntry*> EarlierEntries::find_in(const SnapshotFacts* snapshot,
                                                     const std::string& repository) {
  auto read = read_.find(snapshot);
  if (read == read_.end()) {
    TRAWL_ASSIGN_OR_RETURN(std::vector<SnapshotEntry> entries,
                           read_snapshot_entries(live_->store(), *snapshot));
    read = read_.emplace(snapshot, Entries()).first;
    for (SnapshotEntry& entry : entries) {
      if (entry.is_outside) continue;
      std::string name = entry.repository;
      read->second.emplace(std::move(name), std::move(entry));
    }
  }
  const auto found = read->second.find(repository);
  return found == read->second.end() ? nullptr : &found->second;
}

}  // namespace trawl
