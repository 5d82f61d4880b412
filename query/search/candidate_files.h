// Candidates of all segments as files in listing order, ready for verification.
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
  bool begins_unit = true;      // false for all chunks of a giant line except the first
  bool may_begin_match = true;  // false only for chunks of giant lines
};
static_assert(sizeof(CandidateChunk) == sizeof(ChunkRecord));

// A document with candidate units.
struct CandidateDocument {
  SegmentOrdinal segment;
  uint32_t chunk_count = 0;
  size_t first_chunk = 0;  // index in `chunks`
  uint64_t bytes = 0;      // total length of its candidate chunks
};

// A file to print. One document may be several files.
struct CandidateFile {
  Place place;
  uint32_t document = 0;  // index in `documents`
  friend auto operator<=>(const CandidateFile&, const CandidateFile&) = default;
};

// Flat vectors, because a scan of a large corpus has millions of chunks. A chunk takes 32 bytes, a
// document with one file 36.
struct CandidateFiles {
  std::vector<CandidateChunk> chunks;  // ascending within a document, documents one after the other
  std::vector<CandidateDocument> documents;
  std::vector<CandidateFile> files;  // in listing order
  uint64_t candidate_documents = 0;  // includes those that are not in the snapshot

  std::span<const CandidateChunk> chunks_of(const CandidateDocument& document) const {
    return std::span(chunks).subspan(document.first_chunk, document.chunk_count);
  }
  uint64_t memory() const {
    return chunks.capacity() * sizeof(CandidateChunk) +
           documents.capacity() * sizeof(CandidateDocument) +
           files.capacity() * sizeof(CandidateFile);
  }
};

// The number of chunks in the first unit: 1, or the chunks of a giant line. REQUIRES: `chunks` is
// not empty.
size_t unit_length(std::span<const CandidateChunk> chunks);

// Whether a file counts.
using PlaceTest = std::function<Result<bool>(const Place&)>;

// Appends the places of a document that pass the test to `*files`, as files of `document`. False if
// no place passes.
Result<bool> append_files(SegmentOrdinal segment, DocumentNumber number, uint32_t document,
                          const PlaceTest& passes, IndexReader* reader,
                          std::vector<CandidateFile>* files);

// Adds the candidate units of one segment. Documents without a selected file in the snapshot are
// dropped before content is read.
Status add_candidates(SegmentOrdinal segment, const CandidateUnits& candidate_units,
                      FileSelection* selection, IndexReader* reader, CandidateFiles* candidates);

// Sorts the files. Call it after all segments are added.
void sort_candidates(CandidateFiles* candidates);

}  // namespace trawl
