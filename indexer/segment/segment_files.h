// The files of one segment being written, and the collection of all a build has written.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/segment/segment_builder.h"
#include "indexer/store/publication.h"

namespace trawl {

// A segment on disk, ready to be published.
struct WrittenSegment {
  uint32_t ordinal = 0;
  uint32_t first_document = 0;  // see Segment
  SegmentFacts facts;
  std::vector<IncomingFile> files;

  // Takes the files of all families but for empty ones, and adds them to the facts.
  void set_files(std::vector<IncomingFile> written);
};

// Where a segment's file of one family is written.
std::string segment_file_path(const std::string& directory, const SegmentId& id, Family family);

// Writes a closed segment, in three parts that may run side by side. Both arguments must outlive
// it.
class SegmentFiles {
 public:
  SegmentFiles(const Segment& segment, const SegmentParameters& parameters, std::string directory);

  Status write_postings(uint32_t jobs = 1);
  Status write_content();
  Status write_tables();  // documents, chunks, blobs, hits
  // REQUIRES: all three have succeeded.
  WrittenSegment take();

 private:
  std::string path(Family family) const;

  const Segment& segment_;
  const SegmentParameters& parameters_;
  std::string directory_;
  IncomingFile postings_;
  IncomingFile content_;
  std::vector<IncomingFile> tables_;
};

// Where writers put what they have written. Thread-safe.
class SegmentSink {
 public:
  // The writer must outlive it.
  explicit SegmentSink(IndexWriter* writer) : writer_(writer) {}

  const std::string& pending_directory() const { return writer_->pending_directory(); }
  void add(WrittenSegment segment);
  // All of them by ordinal, whatever order they were added in.
  std::vector<WrittenSegment> take();

 private:
  IndexWriter* writer_;
  std::mutex mutex_;
  std::vector<WrittenSegment> segments_;
};

}  // namespace trawl
