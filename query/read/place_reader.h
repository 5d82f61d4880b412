// Reads in which files of a snapshot the documents are: what its layers say, put together.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/places.h"
#include "indexer/format/slot_table.h"
#include "indexer/store/store.h"
#include "query/read/snapshot_view.h"

namespace trawl {

// Keeps the last block of each layer, because neighbours are read together. One object, one thread;
// the view must outlive it.
class PlaceReader {
 public:
  explicit PlaceReader(const SnapshotView* view) : view_(view) {}

  // The document's places in the snapshot, ascending; empty if it has none. Valid until the next
  // call.
  Result<std::span<const Place>> places(SegmentOrdinal segment, DocumentNumber document);

 private:
  // A layer that has a part of the current segment, with the last block that was read of it.
  struct LayerPart {
    uint32_t layer = 0;
    PartId id;
    const SlotTable* table = nullptr;  // null: slots are entries
    std::optional<uint32_t> number;
    std::shared_ptr<const PlacesBlock> block;  // null if the part has no such block
  };
  Status enter(SegmentOrdinal segment);
  Result<std::span<const Place>> slots(uint32_t document, LayerPart* part);
  // Appends live places to merged_, in entries of the snapshot.
  Status add(std::span<const Place> places, const SlotTable* table);

  const SnapshotView* view_;
  std::optional<SegmentOrdinal> segment_;
  std::vector<LayerPart> parts_;  // of the current segment
  std::vector<Place> merged_;
  // By layer. Blocks are mostly read in ascending order.
  std::array<std::optional<PointCursor>, kMaxLayers> cursors_;
};

}  // namespace trawl
