#include "query/search/candidate_files.h"

#include <algorithm>

namespace trawl {
namespace {

// Files the document, whose chunks are the last ones, under its selected places; drops it and its
// chunks when there are none.
Status add_document(CandidateDocument document, FileSelection* selection, IndexReader* reader,
                    CandidateFiles* candidates) {
  ++candidates->candidate_documents;
  document.chunk_count = static_cast<uint32_t>(candidates->chunks.size() - document.first_chunk);
  const DocumentNumber number = candidates->chunks[document.first_chunk].document;
  TRAWL_ASSIGN_OR_RETURN(const std::span<const Place> places,
                         reader->places(document.segment, number));
  const auto index = static_cast<uint32_t>(candidates->documents.size());
  bool selected = false;
  for (const Place& place : places) {
    TRAWL_ASSIGN_OR_RETURN(const bool selects, selection->selects(place, reader));
    if (!selects) continue;
    candidates->files.push_back({place, index});
    selected = true;
  }
  if (selected) {
    candidates->documents.push_back(document);
  } else {
    candidates->chunks.resize(document.first_chunk);
  }
  return {};
}

}  // namespace

size_t unit_length(std::span<const CandidateChunk> chunks) {
  size_t length = 1;
  while (length < chunks.size() && chunks[length].first_line == chunks[0].first_line) ++length;
  return length;
}

Status add_candidates(SegmentOrdinal segment, const CandidateUnits& candidate_units,
                      FileSelection* selection, IndexReader* reader, CandidateFiles* candidates) {
  std::vector<CandidateChunk>& chunks = candidates->chunks;
  auto excluded = candidate_units.excluded.begin();
  CandidateDocument document{segment, 0, chunks.size(), 0};
  for (const ChunkNumber first : candidate_units.units) {
    TRAWL_ASSIGN_OR_RETURN(const uint32_t count, reader->chunks_in_unit(segment, first));
    for (uint32_t i = 0; i < count; ++i) {
      const ChunkNumber number{first.value + i};
      TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk, reader->chunk(segment, number));
      const bool is_first = chunks.size() == document.first_chunk;
      if (!is_first && chunks.back().document != chunk.document) {
        TRAWL_RETURN_IF_ERROR(add_document(document, selection, reader, candidates));
        document = {segment, 0, chunks.size(), 0};
      }
      document.bytes += chunk.length;
      const bool is_excluded = excluded != candidate_units.excluded.end() && *excluded == number;
      if (is_excluded) ++excluded;
      chunks.push_back({chunk, !is_excluded});
    }
  }
  if (chunks.size() == document.first_chunk) return {};
  return add_document(document, selection, reader, candidates);
}

void sort_candidates(CandidateFiles* candidates) {
  std::sort(candidates->files.begin(), candidates->files.end());
}

}  // namespace trawl
