// Writes the files of one segment, and collects all segments that a build has written.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/store/publication.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {

// A segment on disk, ready to be published.
struct WrittenSegment {
  uint32_t ordinal = 0;         // among the new segments of a build
  uint32_t first_document = 0;  // its first document's number among the new documents of the build
  SegmentFacts facts;
  std::vector<IncomingFile> files;  // by family; a family without a record has none
};

// Where a segment's file of one family is written.
std::string segment_file_path(const std::string& directory, const SegmentId& id, Family family);

// A family of a segment, and the function that writes its records in the order of their keys.
struct FamilyRecords {
  Family family;
  std::function<Status(SortedFileWriter*)> write;
};

// Writes each family to its file below `directory`, and adds the files to the facts. Postings and
// content, which are the largest, and all others together are written side by side, on up to `jobs`
// threads.
Result<WrittenSegment> write_segment_files(const SegmentFacts& facts,
                                           std::span<const FamilyRecords> families,
                                           const std::string& directory, uint32_t jobs);

// Collects the segments that writers have written. Thread-safe.
class SegmentSink {
 public:
  // The writer must outlive it.
  explicit SegmentSink(IndexWriter* writer) : writer_(writer) {}

  const std::string& pending_directory() const { return writer_->pending_directory(); }
  void add(WrittenSegment segment);
  // All of them in the order of their ordinals.
  std::vector<WrittenSegment> take();

 private:
  IndexWriter* writer_;
  std::mutex mutex_;
  std::vector<WrittenSegment> segments_;
};

}  // namespace trawl
