#include "indexer/build/snapshot_layers.h"

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/format/keys.h"
#include "indexer/format/places.h"
#include "indexer/segment/layer_plan.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {
namespace {

uint32_t ordinal_of(const LiveIndex& live, const SegmentId& id) {
  const std::vector<SegmentFacts>& segments = live.segments();
  const auto found = std::find_if(segments.begin(), segments.end(),
                                  [&](const SegmentFacts& segment) { return segment.id == id; });
  return static_cast<uint32_t>(found - segments.begin());
}

Result<BaseLayer> open_layer(const LiveIndex& live, const SnapshotFacts& snapshot,
                             const LayerFacts& layer) {
  TRAWL_ASSIGN_OR_RETURN(SlotTable table, read_slot_table(live.store(), snapshot, layer));
  BaseLayer base{&layer, std::move(table), {}, true};
  for (const PartFacts& part : layer.parts) {
    base.segments.push_back(ordinal_of(live, part.segment));
    const bool is_live = base.segments.back() < live.segments().size();
    if (!is_live || !live.is_reusable(base.segments.back())) base.is_reusable = false;
  }
  return base;
}

// Whether a part has a place in a live slot. Reads up to the first one.
Result<bool> is_live(const LiveIndex& live, const PartFacts& part, const SlotTable& table) {
  RecordCursor cursor = live.store().scan(Family::kPlaces, places_prefix(part.id));
  for (; !cursor.at_end(); cursor.next()) {
    TRAWL_ASSIGN_OR_RETURN(const PlacesBlock block, decode_places_block(cursor.value()));
    const bool found = std::any_of(
        block.places.begin(), block.places.end(),
        [&](const Place& place) { return table.entry(place.entry.value) != kDeadSlot; });
    if (found) return true;
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  return false;
}

// A layer of the new snapshot without its parts. Its table becomes a record, if it needs one.
Result<LayerFacts> with_table(const SlotTable& table, NextGeneration* next) {
  LayerFacts layer;
  layer.slots = table.slots();
  if (table.is_identity()) return layer;
  const std::vector<std::string> blocks = encode_slot_table(table);
  layer.table = slot_table_id(blocks);
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    TRAWL_RETURN_IF_ERROR(next->put_meta(slots_key(*layer.table, i), blocks[i]));
  }
  return layer;
}

// Parts whose places are all dead now are left out: their segments may have no live document.
Result<LayerFacts> keep_layer(const LiveIndex& live, const KeptLayer& kept, NextGeneration* next) {
  TRAWL_ASSIGN_OR_RETURN(LayerFacts layer, with_table(kept.table, next));
  for (const PartFacts& part : kept.facts->parts) {
    if (kept.has_lost_slots) {
      TRAWL_ASSIGN_OR_RETURN(const bool is_part_live, is_live(live, part, kept.table));
      if (!is_part_live) continue;
    }
    layer.parts.push_back(part);
  }
  return layer;
}

}  // namespace

Result<SnapshotLayers> make_layers(const LiveIndex& live, std::span<const PlacedSegment> segments,
                                   NumberedFiles* files, PartBuilder* parts, NextGeneration* next) {
  std::vector<BaseLayer> base;
  std::vector<SnapshotEntry> base_entries;
  const std::vector<const SnapshotFacts*> earlier = live.earlier();
  if (!earlier.empty()) {
    const SnapshotFacts& snapshot = *earlier.front();
    TRAWL_ASSIGN_OR_RETURN(base_entries, read_snapshot_entries(live.store(), snapshot));
    for (const LayerFacts& layer : snapshot.layers) {
      TRAWL_ASSIGN_OR_RETURN(BaseLayer opened, open_layer(live, snapshot, layer));
      base.push_back(std::move(opened));
    }
  }
  std::vector<EntryPlaces> places = files->places.entries();
  places.resize(files->entries.size());
  const LayerPlan plan = plan_layers(base, base_entries, files->entries, places);
  SnapshotLayers made;
  for (const KeptLayer& kept : plan.kept) {
    TRAWL_ASSIGN_OR_RETURN(LayerFacts layer, keep_layer(live, kept, next));
    made.layers.push_back(std::move(layer));
  }
  TRAWL_ASSIGN_OR_RETURN(PlacedDocuments placed,
                         files->places.write(segments, plan.new_slots, parts));
  made.documents = placed.documents;
  if (placed.parts.empty()) return made;
  TRAWL_ASSIGN_OR_RETURN(LayerFacts layer, with_table(plan.new_layer, next));
  layer.parts = std::move(placed.parts);
  made.layers.push_back(std::move(layer));
  return made;
}

}  // namespace trawl
