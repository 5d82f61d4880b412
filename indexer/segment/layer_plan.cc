// As in a log-structured merge tree: a layer is written again only when what is above it has become
// half as large, so each place is written O(log n) times while n places come, and the sizes of the
// layers fall geometrically, so there are few of them.
#include "indexer/segment/layer_plan.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace trawl {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
// A layer is kept while at least half of its places are live, and while these are at least this
// many times as many as all places that are written above it.
constexpr uint64_t kLeastRatio = 2;

// By base entry: the new entry with the same repository, ref and tree, or kNone. Ascends with the
// base entries, even if these are not sorted.
std::vector<uint32_t> match(std::span<const SnapshotEntry> base,
                            std::span<const SnapshotEntry> entries) {
  const auto name = [](const SnapshotEntry& entry) {
    return std::tie(entry.repository, entry.ref);
  };
  std::vector<uint32_t> matches(base.size(), kNone);
  for (size_t i = 0, j = 0; i < base.size() && j < entries.size();) {
    if (name(base[i]) < name(entries[j])) {
      ++i;
    } else if (name(entries[j]) < name(base[i])) {
      ++j;
    } else {
      if (base[i].tree == entries[j].tree) matches[i] = static_cast<uint32_t>(j);
      ++i;
      ++j;
    }
  }
  return matches;
}

// One object, one call of run().
class Planning {
 public:
  Planning(const std::vector<BaseLayer>& base, std::vector<uint32_t> matches,
           std::span<const EntryPlaces> places)
      : base_(base),
        matches_(std::move(matches)),
        places_(places),
        owners_(places.size(), kNone),
        live_(base.size(), 0),
        is_kept_(base.size(), false) {}

  LayerPlan run() {
    find_owners();
    choose();
    LayerPlan plan;
    for (uint32_t layer = 0; layer < base_.size(); ++layer) {
      if (is_kept_[layer]) plan.kept.push_back(keep(layer));
    }
    add_new_layer(&plan);
    return plan;
  }

 private:
  // The new entry that a layer's slot matches, whichever layer has its places; kNone if none does.
  uint32_t match_of(uint32_t layer, uint32_t slot) const {
    const uint32_t before = base_[layer].table.entry(slot);
    return before < matches_.size() ? matches_[before] : kNone;
  }
  // The new entry of a layer's slot; kDeadSlot also if another layer has its places.
  uint32_t new_entry(uint32_t layer, uint32_t slot) const {
    const uint32_t entry = match_of(layer, slot);
    return entry != kNone && owners_[entry] == layer ? entry : kDeadSlot;
  }
  void find_owners();
  // Whether the build found all documents of the layer's live entries in the layer's segments. If
  // not, another segment has an equal document, where the build places new files. If the layer
  // stayed, its own segment would keep that document for ever.
  bool is_where_the_build_looks(uint32_t layer) const;
  void choose();
  void drop(size_t layer);
  // Drops the newest kept layer that is too small for what is written above it. False if there is
  // none.
  bool drop_too_small();
  KeptLayer keep(uint32_t layer) const;
  void add_new_layer(LayerPlan* plan) const;

  const std::vector<BaseLayer>& base_;
  std::vector<uint32_t> matches_;        // by base entry
  std::span<const EntryPlaces> places_;  // by new entry
  std::vector<uint32_t> owners_;         // by new entry: the base layer with its places, or kNone
  std::vector<uint64_t> live_;           // by layer: places
  std::vector<bool> is_kept_;            // by layer
  uint64_t written_ = 0;                 // places in no kept layer
};

void Planning::find_owners() {
  for (uint32_t layer = 0; layer < base_.size(); ++layer) {
    for (uint32_t slot = 0; slot < base_[layer].table.slots(); ++slot) {
      const uint32_t entry = match_of(layer, slot);
      if (entry != kNone) owners_[entry] = layer;
    }
  }
  for (size_t entry = 0; entry < owners_.size(); ++entry) {
    if (owners_[entry] == kNone) {
      written_ += places_[entry].count;
    } else {
      live_[owners_[entry]] += places_[entry].count;
    }
  }
}

bool Planning::is_where_the_build_looks(uint32_t layer) const {
  const std::vector<uint32_t>& own = base_[layer].segments;
  for (size_t entry = 0; entry < owners_.size(); ++entry) {
    if (owners_[entry] != layer) continue;
    for (const uint32_t segment : places_[entry].segments) {
      if (std::find(own.begin(), own.end(), segment) == own.end()) return false;
    }
  }
  return true;
}

void Planning::drop(size_t layer) {
  is_kept_[layer] = false;
  written_ += live_[layer];
}

bool Planning::drop_too_small() {
  for (size_t layer = base_.size(); layer-- > 0;) {
    if (!is_kept_[layer] || live_[layer] / kLeastRatio >= written_) continue;
    drop(layer);
    return true;
  }
  return false;
}

void Planning::choose() {
  for (uint32_t layer = 0; layer < base_.size(); ++layer) {
    uint64_t places = 0;
    for (const PartFacts& part : base_[layer].facts->parts) places += part.places;
    is_kept_[layer] = true;
    const bool is_live = live_[layer] != 0 && 2 * live_[layer] >= places;
    if (!base_[layer].is_reusable || !is_live || !is_where_the_build_looks(layer)) drop(layer);
  }
  while (true) {
    while (drop_too_small()) {
    }
    const auto kept = static_cast<size_t>(std::count(is_kept_.begin(), is_kept_.end(), true));
    if (kept + (written_ != 0 ? 1 : 0) <= kMaxLayers) return;
    const auto newest = std::find(is_kept_.rbegin(), is_kept_.rend(), true);
    drop(static_cast<size_t>(is_kept_.rend() - newest) - 1);
  }
}

KeptLayer Planning::keep(uint32_t layer) const {
  const SlotTable& before = base_[layer].table;
  std::vector<uint32_t> entries(before.slots());
  bool has_lost_slots = false;
  bool is_identity = entries.size() == owners_.size();
  for (uint32_t slot = 0; slot < entries.size(); ++slot) {
    entries[slot] = new_entry(layer, slot);
    is_identity = is_identity && entries[slot] == slot;
    has_lost_slots |= entries[slot] == kDeadSlot && before.entry(slot) != kDeadSlot;
  }
  const uint32_t slots = before.slots();
  return {base_[layer].facts,
          is_identity ? SlotTable::identity(slots) : SlotTable(std::move(entries)), has_lost_slots};
}

void Planning::add_new_layer(LayerPlan* plan) const {
  const auto entries = static_cast<uint32_t>(owners_.size());
  plan->new_slots.assign(entries, kDeadSlot);
  if (written_ == 0) return;
  std::vector<uint32_t> slots;
  for (uint32_t entry = 0; entry < entries; ++entry) {
    const bool has_layer = owners_[entry] != kNone && is_kept_[owners_[entry]];
    // Without other layers its slots are the entries, so that it needs no table.
    if (has_layer || (places_[entry].count == 0 && !plan->kept.empty())) continue;
    plan->new_slots[entry] = static_cast<uint32_t>(slots.size());
    slots.push_back(entry);
  }
  plan->new_layer = plan->kept.empty() ? SlotTable::identity(entries) : SlotTable(std::move(slots));
}

}  // namespace

LayerPlan plan_layers(const std::vector<BaseLayer>& base,
                      std::span<const SnapshotEntry> base_entries,
                      std::span<const SnapshotEntry> entries, std::span<const EntryPlaces> places) {
  return Planning(base, match(base_entries, entries), places).run();
}

}  // namespace trawl
