#include "query/read/place_reader.h"

#include <algorithm>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "query/read/decoded_record.h"

namespace trawl {
namespace {

// Roughly the number of bytes that a decoded block holds.
uint64_t held_by_block(const PlacesBlock& block) {
  return sizeof block + block.places.size() * sizeof(Place) + block.ends.size() * sizeof(uint32_t);
}

}  // namespace

Status PlaceReader::enter(SegmentOrdinal segment) {
  segment_.reset();
  parts_.clear();
  const std::vector<LayerFacts>& layers = view_->facts().layers;
  for (uint32_t layer = 0; layer < layers.size(); ++layer) {
    const PartFacts* const part = find_part(layers[layer], view_->segment(segment).facts().id);
    if (part == nullptr) continue;
    TRAWL_ASSIGN_OR_RETURN(const SlotTable* table, view_->slot_table(layer));
    parts_.push_back({layer, part->id, table->is_identity() ? nullptr : table, {}, {}});
  }
  segment_ = segment;
  return {};
}

// A document may be without places. A block in which no document has places has no record, and a
// block ends with the last document that has places.
Result<std::span<const Place>> PlaceReader::slots(uint32_t document, LayerPart* part) {
  const uint32_t number = document / kPlacesPerBlock;
  if (part->number != number) {
    part->number.reset();
    TRAWL_ASSIGN_OR_RETURN(
        part->block, decoded_record<PlacesBlock>(view_->generation(), Family::kPlaces,
                                                 places_key(part->id, number), decode_places_block,
                                                 held_by_block, &cursors_[part->layer]));
    part->number = number;
  }
  if (part->block == nullptr) return std::span<const Place>();
  return part->block->of(document % kPlacesPerBlock);
}

Status PlaceReader::add(std::span<const Place> places, const SlotTable* table) {
  const auto middle = static_cast<std::ptrdiff_t>(merged_.size());
  for (const Place& place : places) {
    if (table != nullptr && place.entry.value >= table->slots()) {
      return corruption("a place in a repository that is not there");
    }
    const uint32_t entry = table == nullptr ? place.entry.value : table->entry(place.entry.value);
    if (entry != kDeadSlot) merged_.push_back({{entry}, place.rank});
  }
  std::inplace_merge(merged_.begin(), merged_.begin() + middle, merged_.end());
  return {};
}

Result<std::span<const Place>> PlaceReader::places(SegmentOrdinal segment,
                                                   DocumentNumber document) {
  if (segment_ != segment) TRAWL_RETURN_IF_ERROR(enter(segment));
  if (parts_.size() == 1 && parts_[0].table == nullptr) return slots(document.value, &parts_[0]);
  merged_.clear();
  for (LayerPart& part : parts_) {
    TRAWL_ASSIGN_OR_RETURN(const std::span<const Place> places, slots(document.value, &part));
    if (!places.empty()) TRAWL_RETURN_IF_ERROR(add(places, part.table));
  }
  return std::span<const Place>(merged_);
}

}  // namespace trawl
