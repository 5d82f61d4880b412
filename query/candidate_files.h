// Candidates of all segments as files in listing order: what verification goes through.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/base/status.h"
#include "query/file_selection.h"
#include "query/index_reader.h"
#include "query/verifier.h"

namespace trawl {

// The candidate units of one document, ascending.
struct CandidateDocument {
  SegmentOrdinal segment;
  std::vector<CandidateUnit> units;
  uint64_t bytes = 0;  // of its units
};

// A file to print: a document may be several.
struct CandidateFile {
  Place place;
  uint32_t document = 0;  // index in `documents`
  friend auto operator<=>(const CandidateFile&, const CandidateFile&) = default;
};

struct CandidateFiles {
  std::vector<CandidateDocument> documents;
  std::vector<CandidateFile> files;  // in listing order
  uint64_t candidate_documents = 0;  // those not in the snapshot included
};

// Adds the candidate units of one segment, given by their first chunks in ascending order.
// Documents that the snapshot does not hold, or only in files that are not selected, drop out
// before content is read.
Status add_candidates(SegmentOrdinal segment, const std::vector<ChunkNumber>& units,
                      FileSelection* selection, IndexReader* reader, CandidateFiles* candidates);

// Sorts the files, once all segments are in.
void sort_candidates(CandidateFiles* candidates);

}  // namespace trawl
