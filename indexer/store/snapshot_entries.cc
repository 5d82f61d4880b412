#include "indexer/store/snapshot_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"

namespace trawl {
namespace {

Status wrong_table(const SnapshotFacts& snapshot, const char* what) {
  return corruption("snapshot " + snapshot.name + ": a slot table " + what);
}

bool is_in_order(const std::vector<uint32_t>& entries, uint32_t end) {
  uint32_t next = 0;
  for (const uint32_t entry : entries) {
    if (entry == kDeadSlot) continue;
    if (entry < next || entry >= end) return false;
    next = entry + 1;
  }
  return true;
}

}  // namespace

const SnapshotFacts* find_snapshot(const Manifest& manifest, const std::string& name) {
  const auto found =
      std::find_if(manifest.snapshots.begin(), manifest.snapshots.end(),
                   [&name](const SnapshotFacts& facts) { return facts.name == name; });
  return found == manifest.snapshots.end() ? nullptr : &*found;
}

Result<std::vector<SnapshotEntry>> read_snapshot_entries(const Store& store,
                                                         const SnapshotFacts& snapshot) {
  std::vector<SnapshotEntry> entries;
  for (size_t block = 0; block < snapshot.entry_blocks.size(); ++block) {
    const std::string key = entries_key(snapshot.entry_blocks[block]);
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value, store.get(Family::kMeta, key));
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

void add_snapshot_keys(const SnapshotFacts& snapshot, std::set<std::string>* keys) {
  keys->insert(parameters_key(snapshot.parameters));
  for (const EntryBlockId& block : snapshot.entry_blocks) keys->insert(entries_key(block));
  for (const LayerFacts& layer : snapshot.layers) {
    const uint32_t blocks = layer.table ? slot_blocks(layer.slots) : 0;
    for (uint32_t i = 0; i < blocks; ++i) keys->insert(slots_key(*layer.table, i));
  }
}

Result<SlotTable> read_slot_table(const Store& store, const SnapshotFacts& snapshot,
                                  const LayerFacts& layer) {
  if (!layer.table) {
    if (layer.slots != snapshot.entries) return wrong_table(snapshot, "is missing");
    return SlotTable::identity(layer.slots);
  }
  std::vector<uint32_t> entries;
  for (uint32_t block = 0; block < slot_blocks(layer.slots); ++block) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                           store.get(Family::kMeta, slots_key(*layer.table, block)));
    if (!value) return wrong_table(snapshot, "lacks one of its blocks");
    TRAWL_ASSIGN_OR_RETURN(const std::vector<uint32_t> some, decode_slot_block(*value));
    entries.insert(entries.end(), some.begin(), some.end());
  }
  if (entries.size() != layer.slots)
    return wrong_table(snapshot, "does not have as many slots as recorded");
  if (is_in_order(entries, snapshot.entries)) return SlotTable(std::move(entries));
  return wrong_table(snapshot, "has entries that are out of order or not there");
}

}  // namespace trawl
