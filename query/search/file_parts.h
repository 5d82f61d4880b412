// Sorted candidates cut into parts of bounded size to verify, and verified parts as results.
//
// A part is some units of one file. Both ends go through the listing once, in order; what is
// between them, verification, may run in parallel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/base/status.h"
#include "query/read/index_reader.h"
#include "query/search/candidate_files.h"
#include "query/search/file_delivery.h"
#include "query/search/results.h"
#include "query/search/unit_verifier.h"

namespace trawl {

// Chunks of one file, whole units, and once verified their matching lines.
struct FilePart {
  size_t file = 0;   // index in CandidateFiles::files
  size_t begin = 0;  // chunks, counted from the document's first candidate
  size_t end = 0;
  uint64_t units = 0;
  bool ends_file = false;
  VerifiedLines found;
};

// Parts that follow each other in the listing and are verified together.
struct PartBatch {
  std::vector<FilePart> parts;
  uint64_t bytes = 0;  // of their content
  // The most memory that verifying them takes.
  uint64_t most_memory = 0;
  // What went wrong in the last of the parts, or with the batch as a whole when it has none.
  Status status;

  // What the matching lines take now.
  uint64_t memory() const;
};

// Goes through the candidates once. One object, one thread; `candidates` must outlive it.
class PartSource {
 public:
  explicit PartSource(const CandidateFiles& candidates) : candidates_(candidates) {}
  // Fills an empty batch with the next parts; false when there are none left.
  bool next(PartBatch* batch);

 private:
  // Adds units of the current file until the batch is full; true when they were its last.
  bool add_part(PartBatch* batch);

  const CandidateFiles& candidates_;
  size_t file_ = 0;
  size_t chunk_ = 0;  // of the file's document
};

// Verifies the parts in order. When one fails, its error becomes the batch's status, and the parts
// after it are dropped.
void verify_parts(const CandidateFiles& candidates, UnitVerifier* verifier, PartBatch* batch);

// Gives verified batches, in order, to a sink. One object, one thread; all arguments must outlive
// it.
class PartSink {
 public:
  PartSink(const CandidateFiles& candidates, const OutputNeeds& needs, IndexReader* reader,
           ResultSink* sink)
      : candidates_(candidates), files_(needs, reader, sink) {}
  // False when the sink has enough. A batch's error comes back with the file's name, once what
  // matched before it is delivered.
  Result<bool> deliver(const PartBatch& batch);
  const DeliveryCounts& counts() const { return files_.counts(); }
  // What was verified of the parts.
  uint64_t units() const { return units_; }
  uint64_t bytes() const { return bytes_; }

 private:
  const CandidateFiles& candidates_;
  FileDelivery files_;
  uint64_t units_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace trawl
