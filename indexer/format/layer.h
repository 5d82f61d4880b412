// Layers: which records of places a snapshot has. FORMAT.md tells why there is more than one layer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/base/digest.h"
#include "indexer/format/ids.h"

namespace trawl {

// A snapshot has at most this many layers. Each is at most half as large as the one below it, so
// the limit is met only when layers have become sparse. More would cost every search, which looks
// for a document in each.
inline constexpr size_t kMaxLayers = 6;

// The places of one segment's documents in the repositories of one layer. Layers of any number of
// snapshots share it, because its id is derived from its records.
struct PartFacts {
  SegmentId segment;
  PartId id;
  uint32_t blocks = 0;  // records
  uint64_t places = 0;  // in all records, those of dead slots included
  friend bool operator==(const PartFacts&, const PartFacts&) = default;
};

// A set of repositories, numbered by slots, whose places were written by one build.
struct LayerFacts {
  uint32_t slots = 0;
  // Which entry of the snapshot each slot is. None: slot i is entry i.
  std::optional<SlotTableId> table;
  std::vector<PartFacts> parts;  // one for each segment at most, in the manifest's order
  friend bool operator==(const LayerFacts&, const LayerFacts&) = default;
};

// The layer's part of a segment; null if there is none.
const PartFacts* find_part(const LayerFacts& layer, const SegmentId& segment);

// The segments of which a layer has a part, in the order of `order`.
std::vector<SegmentId> segments_with_parts(std::span<const LayerFacts> layers,
                                           std::span<const SegmentId> order);

// Brings the parts into the order of their segments in `order`.
void sort_parts(std::span<const SegmentId> order, LayerFacts* layer);

// The id of a part: a hash of its segment and of its encoded blocks with their numbers.
class PartHasher {
 public:
  explicit PartHasher(const SegmentId& segment);
  void add_block(uint32_t number, std::string_view encoded);
  // Call it once.
  PartId finish() { return PartId{hasher_.finish()}; }

 private:
  Hasher128 hasher_;
};

}  // namespace trawl
