// Cuts sorted candidates into parts of bounded size, and delivers verified parts as results.
//
// A part is some units of one file. Cutting and delivering each go through the listing once, in
// order. Verification, which lies between them, may run in parallel.
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

// Some chunks of one file, always whole units. After verification also their matching lines.
struct FilePart {
  size_t file = 0;   // index in CandidateFiles::files
  size_t begin = 0;  // index of its first chunk among the document's candidates
  size_t end = 0;
  uint64_t units = 0;
  bool ends_file = false;
  VerifiedLines found;
};

// Parts that follow each other in the listing and are verified as one task.
struct PartBatch {
  std::vector<FilePart> parts;
  uint64_t bytes = 0;  // length of their content
  // The most memory that verifying them takes.
  uint64_t most_memory = 0;
  // The error of the last part, or of the whole batch if it has no parts.
  Status status;

  // The memory that the matching lines take now.
  uint64_t memory() const;
};

// Goes through the candidates once. One object, one thread. `candidates` must outlive it.
class PartSource {
 public:
  explicit PartSource(const CandidateFiles& candidates) : candidates_(candidates) {}
  // Fills an empty batch with the next parts; false when there are none left.
  bool next(PartBatch* batch);

 private:
  // Adds units of the current file until the batch is full. True if the file has no more units.
  bool add_part(PartBatch* batch);

  const CandidateFiles& candidates_;
  size_t file_ = 0;
  size_t chunk_ = 0;  // next chunk of the file's document
};

// Verifies the parts in order. If one fails, its error becomes the batch's status, and the parts
// after it are dropped.
void verify_parts(const CandidateFiles& candidates, UnitVerifier* verifier, PartBatch* batch);

// Delivers verified batches, in order, to a sink. One object, one thread. All arguments must
// outlive it.
class PartSink {
 public:
  PartSink(const CandidateFiles& candidates, const OutputNeeds& needs, IndexReader* reader,
           ResultSink* sink)
      : candidates_(candidates), files_(needs, reader, sink) {}
  // False when the sink has enough. If the batch failed, its error is returned with the file's
  // name, after the lines from before the error are delivered.
  Result<bool> deliver(const PartBatch& batch);
  const DeliveryCounts& counts() const { return files_.counts(); }
  // How much was verified for the parts.
  uint64_t units() const { return units_; }
  uint64_t bytes() const { return bytes_; }

 private:
  const CandidateFiles& candidates_;
  FileDelivery files_;
  uint64_t units_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace trawl
