#include "query/candidate_files.h"

#include <algorithm>
#include <utility>

namespace trawl {
namespace {

// The chunks of the unit that begins with `first`: one, or a giant line's.
Result<CandidateUnit> read_unit(SegmentOrdinal segment, ChunkNumber first, IndexReader* reader) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, reader->groups(segment));
  const auto group = std::lower_bound(
      groups->begin(), groups->end(), first,
      [](const ChunkGroup& candidate, ChunkNumber chunk) { return candidate.first < chunk; });
  const uint32_t count = group != groups->end() && group->first == first ? group->count : 1;
  CandidateUnit unit;
  unit.chunks.reserve(count);
  for (uint32_t i = 0; i < count; ++i) {
    TRAWL_ASSIGN_OR_RETURN(ChunkRecord chunk, reader->chunk(segment, {first.value + i}));
    unit.chunks.push_back(chunk);
  }
  return unit;
}

// Files the document under its selected places; drops it when there are none.
Status add_document(DocumentNumber number, CandidateDocument document, FileSelection* selection,
                    IndexReader* reader, CandidateFiles* candidates) {
  ++candidates->candidate_documents;
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Place> places, reader->places(document.segment, number));
  const auto index = static_cast<uint32_t>(candidates->documents.size());
  bool selected = false;
  for (const Place& place : places) {
    TRAWL_ASSIGN_OR_RETURN(const bool selects, selection->selects(place, reader));
    if (!selects) continue;
    candidates->files.push_back({place, index});
    selected = true;
  }
  if (selected) candidates->documents.push_back(std::move(document));
  return {};
}

}  // namespace

Status add_candidates(SegmentOrdinal segment, const std::vector<ChunkNumber>& units,
                      FileSelection* selection, IndexReader* reader, CandidateFiles* candidates) {
  CandidateDocument document;
  DocumentNumber number;
  for (const ChunkNumber first : units) {
    TRAWL_ASSIGN_OR_RETURN(CandidateUnit unit, read_unit(segment, first, reader));
    if (!document.units.empty() && unit.chunks.front().document != number) {
      TRAWL_RETURN_IF_ERROR(
          add_document(number, std::exchange(document, {}), selection, reader, candidates));
    }
    number = unit.chunks.front().document;
    document.segment = segment;
    for (const ChunkRecord& chunk : unit.chunks) document.bytes += chunk.length;
    document.units.push_back(std::move(unit));
  }
  if (document.units.empty()) return {};
  return add_document(number, std::move(document), selection, reader, candidates);
}

void sort_candidates(CandidateFiles* candidates) {
  std::sort(candidates->files.begin(), candidates->files.end());
}

}  // namespace trawl
