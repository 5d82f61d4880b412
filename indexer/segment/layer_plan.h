// Decides which layers of an earlier snapshot a new one keeps, and which repositories' places are
// written anew. FORMAT.md tells what layers are for.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/format/layer.h"
#include "indexer/format/slot_table.h"
#include "indexer/format/snapshot.h"

namespace trawl {

// A layer of the earlier snapshot.
struct BaseLayer {
  const LayerFacts* facts = nullptr;
  SlotTable table;  // its slots as entries of the earlier snapshot
  // Its segments by their ordinals in the build, and whether new files may be placed in all of
  // them; if not, its places are written anew.
  std::vector<uint32_t> segments;
  bool is_reusable = false;
};

// The places that an entry of the new snapshot has.
struct EntryPlaces {
  uint64_t count = 0;
  std::vector<uint32_t> segments;  // where the build found its documents, each once
};

struct KeptLayer {
  const LayerFacts* facts = nullptr;  // of the earlier snapshot
  SlotTable table;                    // its slots as entries of the new one
  bool has_lost_slots = false;        // some were live in the earlier snapshot and are dead now
};

struct LayerPlan {
  std::vector<KeptLayer> kept;  // oldest first
  // The layer to write. By slot: the entry; empty when there is none to write.
  SlotTable new_layer = SlotTable::identity(0);
  // By entry: its slot in that layer; kDeadSlot when its places are not to be written.
  std::vector<uint32_t> new_slots;
};

// `base` are the earlier snapshot's layers, oldest first, and `base_entries` its entries; both are
// empty if there is none. `places` are those of each of `entries`. The facts must outlive the plan.
LayerPlan plan_layers(const std::vector<BaseLayer>& base,
                      std::span<const SnapshotEntry> base_entries,
                      std::span<const SnapshotEntry> entries, std::span<const EntryPlaces> places);

}  // namespace trawl
