#include "query/search/candidate_files.h"

#include <algorithm>

#include "query/filter/unit_walker.h"

namespace trawl {
namespace {

// Adds the document, whose chunks are the last ones, as a file for each selected place. Without
// such a place the document and its chunks are removed again.
Status add_document(CandidateDocument document, FileSelection* selection, IndexReader* reader,
                    CandidateFiles* candidates) {
  ++candidates->candidate_documents;
  document.chunk_count = static_cast<uint32_t>(candidates->chunks.size() - document.first_chunk);
  const DocumentNumber number = candidates->chunks[document.first_chunk].document;
  const auto index = static_cast<uint32_t>(candidates->documents.size());
  TRAWL_ASSIGN_OR_RETURN(const bool is_selected,
                         append_files(
                             document.segment, number, index,
                             [&](const Place& place) { return selection->selects(place, reader); },
                             reader, &candidates->files));
  if (is_selected) {
    candidates->documents.push_back(document);
  } else {
    candidates->chunks.resize(document.first_chunk);
  }
  return {};
}

}  // namespace

size_t unit_length(std::span<const CandidateChunk> chunks) {
  size_t length = 1;
  while (length < chunks.size() && !chunks[length].begins_unit) ++length;
  return length;
}

Result<bool> append_files(SegmentOrdinal segment, DocumentNumber number, uint32_t document,
                          const PlaceTest& passes, IndexReader* reader,
                          std::vector<CandidateFile>* files) {
  TRAWL_ASSIGN_OR_RETURN(const std::span<const Place> places, reader->places(segment, number));
  const size_t files_before = files->size();
  for (const Place& place : places) {
    TRAWL_ASSIGN_OR_RETURN(const bool does_pass, passes(place));
    if (does_pass) files->push_back({place, document});
  }
  return files->size() != files_before;
}

Status add_candidates(SegmentOrdinal segment, const CandidateUnits& candidate_units,
                      FileSelection* selection, IndexReader* reader, CandidateFiles* candidates) {
  std::vector<CandidateChunk>& chunks = candidates->chunks;
  auto excluded = candidate_units.excluded.begin();
  CandidateDocument document{segment, 0, chunks.size(), 0};
  UnitWalker walker(candidate_units.groups);
  for (const ChunkNumber first : candidate_units.units) {
    const UnitRange unit = walker.unit_of(first);
    for (ChunkNumber number = unit.begin; number < unit.end; ++number.value) {
      TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk, reader->chunk(segment, number));
      const bool is_first = chunks.size() == document.first_chunk;
      if (!is_first && chunks.back().document != chunk.document) {
        TRAWL_RETURN_IF_ERROR(add_document(document, selection, reader, candidates));
        document = {segment, 0, chunks.size(), 0};
      }
      document.bytes += chunk.length;
      const bool is_excluded = excluded != candidate_units.excluded.end() && *excluded == number;
      if (is_excluded) ++excluded;
      chunks.push_back({chunk, number == first, !is_excluded});
    }
  }
  if (chunks.size() == document.first_chunk) return {};
  return add_document(document, selection, reader, candidates);
}

void sort_candidates(CandidateFiles* candidates) {
  std::sort(candidates->files.begin(), candidates->files.end());
}

}  // namespace trawl
