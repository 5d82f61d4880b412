#include "query/report/wrapper_search.h"

#include <span>
#include <utility>
#include <vector>

#include "query/filter/segment_search.h"
#include "query/filter/trigram_query.h"
#include "query/read/content_reader.h"

namespace trawl {
namespace {

TrigramQuery query_of(const std::set<std::string, std::less<>>& texts) {
  std::vector<TrigramQuery> alternatives;
  for (const std::string& text : texts) alternatives.push_back(TrigramQuery::of_text(text));
  return TrigramQuery::any_of(std::move(alternatives));
}

// The places of a document that pass the filter.
Result<std::vector<Place>> places_of(SegmentOrdinal segment, DocumentNumber document,
                                     const PlaceFilter& filter, IndexReader* reader) {
  TRAWL_ASSIGN_OR_RETURN(const std::span<const Place> places, reader->places(segment, document));
  std::vector<Place> found;
  for (const Place& place : places) {
    TRAWL_ASSIGN_OR_RETURN(const bool passes, filter(place));
    if (passes) found.push_back(place);
  }
  return found;
}

}  // namespace

Status for_each_text_with(const std::set<std::string, std::less<>>& wanted,
                          const PlaceFilter& filter, IndexReader* searched,
                          const TextVisitor& visit) {
  if (wanted.empty()) return {};
  const TrigramQuery query = query_of(wanted);
  ContentReader content(searched->view());
  for (uint32_t i = 0; i < searched->segment_count(); ++i) {
    const SegmentOrdinal segment{i};
    SegmentSearch search(segment, searched->view().get());
    TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search.plan(query));
    TRAWL_ASSIGN_OR_RETURN(const CandidateUnits candidates, search.candidates(plan, nullptr));
    for (const ChunkNumber first : candidates.units) {
      TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk, searched->chunk(segment, first));
      TRAWL_ASSIGN_OR_RETURN(const std::vector<Place> places,
                             places_of(segment, chunk.document, filter, searched));
      if (places.empty()) continue;
      TRAWL_ASSIGN_OR_RETURN(const uint32_t count, searched->chunks_in_unit(segment, first));
      TRAWL_ASSIGN_OR_RETURN(const Unit unit, content.unit(segment, first, count, searched));
      for (const Place& place : places) TRAWL_RETURN_IF_ERROR(visit(place, unit.content));
    }
  }
  return {};
}

}  // namespace trawl
