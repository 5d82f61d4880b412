// Writes one segment of a build: content, postings, documents, chunks, blobs, hits, each family a
// sorted file.
//
// A segment is a batch of processed documents; a document's position in it is its number.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/document/document_work.h"
#include "indexer/format/frame.h"
#include "indexer/format/manifest.h"
#include "indexer/segment/segment_files.h"

namespace trawl {

// What every segment of a build has in common. Immutable.
struct SegmentParameters {
  DictionaryId dictionary;
  std::vector<RuleDigest> rules;  // by a hit's rule index
  uint64_t segment_bytes = 0;     // bytes of text at which a segment closes
};

// A closed segment. close_segment sets `id` and `facts`, except for the files.
struct Segment {
  uint32_t ordinal = 0;         // among the new segments of the build
  uint32_t first_document = 0;  // its first document's number among the new documents of the build
  std::vector<DocumentWork> documents;
  uint64_t text_bytes = 0;
  uint64_t held_bytes = 0;                  // of the processed documents
  std::vector<UnindexedContent> unindexed;  // of its documents, ascending, once it is closed
  SegmentFacts facts;
};

// Numbers what the segment holds and derives its id from everything that decides its records:
// format version, chunk sizes, segment size, dictionary, version of the facts of content, rules,
// the digests of its documents in order, and the contents met between them that are not indexed.
void close_segment(const SegmentParameters& parameters, Segment* segment);

// Writes a closed segment's files below `directory`, on up to `jobs` threads. Thread-safe.
Result<WrittenSegment> write_segment(const Segment& segment, const SegmentParameters& parameters,
                                     const std::string& directory, uint32_t jobs = 1);

}  // namespace trawl
