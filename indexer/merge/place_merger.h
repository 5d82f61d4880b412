// Places of snapshots whose segments are merged.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/keys.h"
#include "indexer/format/manifest.h"
#include "indexer/format/places.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/segment/family_reader.h"
#include "indexer/store/store.h"

namespace trawl {

// Calls Status visit(document, place) for each place that the snapshot has in the segment, in
// order. Returns the number of records.
template <class Visit>
Result<uint64_t> for_each_place(const Store& store, const SnapshotFacts& snapshot,
                                const SegmentFacts& segment, Visit visit) {
  RecordCursor cursor = store.scan(Family::kPlaces, places_prefix(snapshot.id, segment.id));
  uint64_t records = 0;
  for (; !cursor.at_end(); cursor.next(), ++records) {
    const uint64_t block = parse_places_block(cursor.key()).value_or(UINT32_MAX);
    TRAWL_ASSIGN_OR_RETURN(const PlacesBlock places, decode_places_block(cursor.value()));
    if (block * kPlacesPerBlock + places.documents() > segment.documents) {
      return wrong_segment(segment, "snapshot " + snapshot.name + " has places behind its end");
    }
    const auto first = static_cast<uint32_t>(block * kPlacesPerBlock);
    for (uint32_t i = 0; i < places.documents(); ++i) {
      for (const Place& place : places.of(i)) {
        TRAWL_RETURN_IF_ERROR(visit(DocumentNumber{first + i}, place));
      }
    }
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  return records;
}

// Whether the snapshot holds documents of a segment that the merges take.
bool is_affected(const SnapshotFacts& snapshot, const std::vector<SegmentMerge>& merges);

// The snapshot's segments with the merged ones instead of those that they are made of; `order` are
// the segments of the new manifest.
std::vector<SegmentId> merged_segments(const SnapshotFacts& snapshot,
                                       const std::vector<SegmentMerge>& merges,
                                       const std::vector<SegmentFacts>& order);

// Writes all places of `before` anew, under the id of `after` and for its segments.
Result<IncomingFile> merge_places(const Store& store, const SnapshotFacts& before,
                                  const SnapshotFacts& after,
                                  const std::vector<SegmentMerge>& merges, const std::string& path);

}  // namespace trawl
