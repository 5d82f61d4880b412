// Candidates of all segments as files in listing order: what verification goes through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "query/filter/candidates.h"
#include "query/read/index_reader.h"
#include "query/search/file_selection.h"

namespace trawl {

struct CandidateChunk : ChunkRecord {
  bool begins_unit = true;      // false for the chunks of a giant line but the first
  bool may_begin_match = true;  // false only for chunks of giant lines
};
static_assert(sizeof(CandidateChunk) == sizeof(ChunkRecord));

// A document with candidate units.
struct CandidateDocument {
  SegmentOrdinal segment;
  uint32_t chunk_count = 0;
  size_t first_chunk = 0;  // index in `chunks`
  uint64_t bytes = 0;      // of its candidate chunks
};

// A file to print: a document may be several.
struct CandidateFile {
  Place place;
  uint32_t document = 0;  // index in `documents`
  friend auto operator<=>(const CandidateFile&, const CandidateFile&) = default;
};

// Flat, since a scan of a large corpus has millions of chunks: 32 bytes each, and 36 a document
// with one file.
struct CandidateFiles {
  std::vector<CandidateChunk> chunks;  // of one document after the other, ascending
  std::vector<CandidateDocument> documents;
  std::vector<CandidateFile> files;  // in listing order
  uint64_t candidate_documents = 0;  // those not in the snapshot included

  std::span<const CandidateChunk> chunks_of(const CandidateDocument& document) const {
    return std::span(chunks).subspan(document.first_chunk, document.chunk_count);
  }
  uint64_t memory() const {
    return chunks.capacity() * sizeof(CandidateChunk) +
           documents.capacity() * sizeof(CandidateDocument) +
           files.capacity() * sizeof(CandidateFile);
  }
};

// The number of chunks in the first unit of `chunks`, which are not empty: one, or the chunks of a
// giant line.
size_t unit_length(std::span<const CandidateChunk> chunks);

// Whether a file counts.
using PlaceTest = std::function<Result<bool>(const Place&)>;

// Appends the places of a document that pass to `*files`, as files of `document`. False when there
// are none.
Result<bool> append_files(SegmentOrdinal segment, DocumentNumber number, uint32_t document,
                          const PlaceTest& passes, IndexReader* reader,
                          std::vector<CandidateFile>* files);

// Adds the candidate units of one segment. Documents that the snapshot does not hold, or only in
// files that are not selected, drop out before content is read.
Status add_candidates(SegmentOrdinal segment, const CandidateUnits& candidate_units,
                      FileSelection* selection, IndexReader* reader, CandidateFiles* candidates);

// Sorts the files, once all segments are in.
void sort_candidates(CandidateFiles* candidates);

}  // namespace trawl
