#include "indexer/format/layer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

const PartFacts* find_part(const LayerFacts& layer, const SegmentId& segment) {
  const auto found = std::find_if(layer.parts.begin(), layer.parts.end(),
                                  [&](const PartFacts& part) { return part.segment == segment; });
  return found == layer.parts.end() ? nullptr : &*found;
}

std::vector<SegmentId> segments_with_parts(std::span<const LayerFacts> layers,
                                           std::span<const SegmentId> order) {
  std::vector<SegmentId> segments;
  for (const SegmentId& segment : order) {
    const bool has_part = std::any_of(layers.begin(), layers.end(), [&](const LayerFacts& layer) {
      return find_part(layer, segment) != nullptr;
    });
    if (has_part) segments.push_back(segment);
  }
  return segments;
}

void sort_parts(std::span<const SegmentId> order, LayerFacts* layer) {
  std::vector<PartFacts> sorted;
  for (const SegmentId& segment : order) {
    const PartFacts* const part = find_part(*layer, segment);
    if (part != nullptr) sorted.push_back(*part);
  }
  layer->parts = std::move(sorted);
}

PartHasher::PartHasher(const SegmentId& segment) {
  std::string head = "part";
  put_u32_be(&head, kFormatVersion);
  head.append(segment.view());
  hasher_.update(head);
}

void PartHasher::add_block(uint32_t number, std::string_view encoded) {
  std::string head;
  put_varint(&head, number);
  put_varint(&head, encoded.size());
  hasher_.update(head);
  hasher_.update(encoded);
}

}  // namespace trawl
