#include "indexer/store/snapshot_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "indexer/format/keys.h"

namespace trawl {

const SnapshotFacts* find_snapshot(const Manifest& manifest, const std::string& name) {
  const auto found =
      std::find_if(manifest.snapshots.begin(), manifest.snapshots.end(),
                   [&name](const SnapshotFacts& facts) { return facts.name == name; });
  return found == manifest.snapshots.end() ? nullptr : &*found;
}

Result<std::vector<SnapshotEntry>> read_snapshot_entries(const Store& store,
                                                         const SnapshotFacts& snapshot) {
  std::vector<SnapshotEntry> entries;
  const uint32_t blocks = (snapshot.entries + kEntriesPerBlock - 1) / kEntriesPerBlock;
  for (uint32_t block = 0; block < blocks; ++block) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                           store.get(Family::kMeta, snapshot_key(snapshot.id, block)));
    if (!value) {
      return corruption(
          fmt::format("snapshot {}: block {} of its entries is missing", snapshot.name, block));
    }
    TRAWL_ASSIGN_OR_RETURN(std::vector<SnapshotEntry> some, decode_snapshot_block(*value));
    std::move(some.begin(), some.end(), std::back_inserter(entries));
  }
  if (entries.size() != snapshot.entries) {
    return corruption(
        fmt::format("snapshot {}: its entries are not as many as recorded", snapshot.name));
  }
  return entries;
}

}  // namespace trawl
