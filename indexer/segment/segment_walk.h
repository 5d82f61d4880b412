// Walks over the records of a segment, and checks that they are consecutive and complete: whatever
// a merge reads wrongly would stay wrong.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/document.h"
#include "indexer/format/hit.h"
#include "indexer/format/keys.h"
#include "indexer/format/manifest.h"
#include "indexer/format/places.h"
#include "indexer/segment/family_reader.h"
#include "indexer/store/segment_records.h"
#include "indexer/store/store.h"

namespace trawl {

// Calls Status visit(number, DocumentRecord) for each document in order. Their chunks must follow
// each other.
template <class Visit>
Status for_each_document(const Store& store, const SegmentFacts& segment, Visit visit) {
  FamilyReader reader(store, segment, Family::kDocuments);
  uint32_t number = 0;
  uint32_t chunk = 0;
  for (uint32_t block = 0; !reader.at_end(); reader.next(), ++block) {
    if (reader.key() != document_key(segment.id, block)) {
      return wrong_segment(segment, "document blocks are not consecutive");
    }
    TRAWL_ASSIGN_OR_RETURN(const std::vector<DocumentRecord> records,
                           decode_document_block(reader.value()));
    for (const DocumentRecord& record : records) {
      if (number == segment.documents) return wrong_segment(segment, "a document too many");
      if (record.first_chunk.value != chunk || record.chunk_count > segment.chunks - chunk) {
        return wrong_segment(
            segment, fmt::format("the chunks of document {} do not follow those before", number));
      }
      chunk += record.chunk_count;
      TRAWL_RETURN_IF_ERROR(visit(number++, record));
    }
  }
  TRAWL_RETURN_IF_ERROR(reader.finish());
  if (number == segment.documents && chunk == segment.chunks) return {};
  return wrong_segment(segment, "the number of documents or chunks is not the manifest's");
}

// Calls Status visit(number, ChunkRecord) for each chunk in order. Each must name a document of the
// segment.
template <class Visit>
Status for_each_chunk(const Store& store, const SegmentFacts& segment, Visit visit) {
  FamilyReader reader(store, segment, Family::kChunks);
  uint32_t number = 0;
  for (uint32_t block = 0; !reader.at_end(); reader.next(), ++block) {
    if (segment.groups != 0 && reader.key() == group_table_key(segment.id)) continue;
    if (reader.key() != chunk_key(segment.id, block)) {
      return wrong_segment(segment, "chunk blocks are not consecutive");
    }
    TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkRecord> records,
                           decode_chunk_block(reader.value()));
    for (const ChunkRecord& record : records) {
      if (number == segment.chunks || record.document.value >= segment.documents) {
        return wrong_segment(segment, fmt::format("chunk {} should not be there", number));
      }
      TRAWL_RETURN_IF_ERROR(visit(number++, record));
    }
  }
  TRAWL_RETURN_IF_ERROR(reader.finish());
  if (number == segment.chunks) return {};
  return wrong_segment(segment, "the number of chunks is not the manifest's");
}

// Calls Status visit(document, place) for each place of a part of the segment, in order; the
// place's entry is a slot of the part's layer. They must be as many as were published.
template <class Visit>
Status for_each_place(const Store& store, const SegmentFacts& segment, const PartFacts& part,
                      Visit visit) {
  RecordCursor cursor = store.scan(Family::kPlaces, places_prefix(part.id));
  uint64_t records = 0;
  uint64_t count = 0;
  for (; !cursor.at_end(); cursor.next(), ++records) {
    const uint64_t block = parse_places_block(cursor.key()).value_or(UINT32_MAX);
    TRAWL_ASSIGN_OR_RETURN(const PlacesBlock places, decode_places_block(cursor.value()));
    if (block * kPlacesPerBlock + places.documents() > segment.documents) {
      return wrong_segment(segment, "a part of a layer has places after its end");
    }
    count += places.places.size();
    const auto first = static_cast<uint32_t>(block * kPlacesPerBlock);
    for (uint32_t i = 0; i < places.documents(); ++i) {
      for (const Place& place : places.of(i)) {
        TRAWL_RETURN_IF_ERROR(visit(DocumentNumber{first + i}, place));
      }
    }
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  if (records == part.blocks && count == part.places) return {};
  return wrong_segment(segment,
                       fmt::format("part {} of a layer has {} places in {} records, but {} "
                                   "in {} were published",
                                   part.id.hex(), count, records, part.places, part.blocks));
}

}  // namespace trawl
