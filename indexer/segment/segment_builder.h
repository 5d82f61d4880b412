// Writes one segment's records: content, postings, documents, chunks, blobs, hits, each family a
// sorted file.
//
// A segment is a batch of worked-out documents; their place in it is their number. The functions do
// not share state, so the families can be written side by side.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/document/document_work.h"
#include "indexer/format/frame.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"

namespace trawl {

// What every segment of a build has in common. Immutable.
struct SegmentParameters {
  DictionaryId dictionary;
  std::vector<RuleDigest> rules;  // by a hit's rule index
  uint64_t segment_bytes = 0;     // of text that a segment closes at
};

// A closed segment. `id` and `facts` but for the files are set by close_segment.
struct Segment {
  uint32_t ordinal = 0;         // among the new segments of the build
  uint32_t first_document = 0;  // its first document's number among the new documents of the build
  std::vector<DocumentWork> documents;
  uint64_t text_bytes = 0;
  uint64_t held_bytes = 0;  // of the worked-out documents
  SegmentFacts facts;
};

// Numbers what the segment holds and derives its id from all that decides its records: format
// version, chunk sizes, segment size, dictionary, rules, and the digests of its documents in order.
void close_segment(const SegmentParameters& parameters, Segment* segment);

// Each writes one family of a closed segment to `path` and returns the file; facts.entries is 0,
// and there is no file, when the family has no record here. Postings are made by up to `jobs`
// threads.
Result<IncomingFile> write_content(const Segment& segment, const std::string& path);
Result<IncomingFile> write_postings(const Segment& segment, const std::string& path, uint32_t jobs);
Result<IncomingFile> write_documents(const Segment& segment, const std::string& path);
Result<IncomingFile> write_chunks(const Segment& segment, const std::string& path);
Result<IncomingFile> write_blobs(const Segment& segment, const std::string& path);
// Hits go through a temporary file in `directory`.
Result<IncomingFile> write_hits(const Segment& segment, const SegmentParameters& parameters,
                                const std::string& directory, const std::string& path);

}  // namespace trawl
