#include "indexer/build/earlier_entries.h"

#include <utility>

#include "indexer/store/snapshot_entries.h"

namespace trawl {

Result<const SnapshotEntry*> EarlierEntries::find(const std::string& repository) {
  const SnapshotEntry* found = nullptr;
  for (const SnapshotFacts* snapshot : live_->earlier()) {
    TRAWL_ASSIGN_OR_RETURN(found, find_in(snapshot, {false, repository, ""}));
    if (found != nullptr) break;
  }
  return found;
}

Result<const SnapshotEntry*> EarlierEntries::find_in_replaced(const std::string& repository) {
  const SnapshotFacts* const snapshot = live_->previous();
  if (snapshot == nullptr) return static_cast<const SnapshotEntry*>(nullptr);
  return find_in(snapshot, {false, repository, ""});
}

Result<const SnapshotEntry*> EarlierEntries::find_like(const SnapshotEntry& entry) {
  const SnapshotEntry* other = nullptr;
  for (const SnapshotFacts* snapshot : live_->earlier()) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* const found,
                           find_in(snapshot, {entry.is_outside(), entry.repository, entry.ref}));
    if (found != nullptr && found->ref == entry.ref) return found;
    if (other == nullptr) other = found;
  }
  return other;
}

Result<const EarlierEntries::Entries*> EarlierEntries::entries_of(const SnapshotFacts* snapshot) {
  const auto read = read_.find(snapshot);
  if (read != read_.end()) return &read->second;
  TRAWL_ASSIGN_OR_RETURN(std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(live_->store(), *snapshot));
  Entries& by_key = read_[snapshot];
  for (SnapshotEntry& entry : entries) {
    Key key = {entry.is_outside(), entry.repository, entry.ref};
    by_key.emplace(std::move(key), std::move(entry));
  }
  return &by_key;
}

Result<const SnapshotEntry*> EarlierEntries::find_in(const SnapshotFacts* snapshot,
                                                     const Key& key) {
  TRAWL_ASSIGN_OR_RETURN(const Entries* const entries, entries_of(snapshot));
  const auto& [is_outside, repository, ref] = key;
  auto found = entries->find(key);
  if (found == entries->end()) found = entries->lower_bound({is_outside, repository, ""});
  const bool is_its = found != entries->end() && std::get<0>(found->first) == is_outside &&
                      std::get<1>(found->first) == repository;
  return is_its ? &found->second : nullptr;
}

}  // namespace trawl
