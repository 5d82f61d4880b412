#include "indexer/segment/segment_files.h"

#include <algorithm>
#include <utility>

namespace trawl {

void WrittenSegment::set_files(std::vector<IncomingFile> written) {
  files = std::move(written);
  std::erase_if(files, [](const IncomingFile& file) { return file.facts.entries == 0; });
  std::sort(files.begin(), files.end(), [](const IncomingFile& a, const IncomingFile& b) {
    return a.facts.family < b.facts.family;
  });
  for (const IncomingFile& file : files) facts.files.push_back(file.facts);
}

std::string segment_file_path(const std::string& directory, const SegmentId& id, Family family) {
  return directory + "/" + id.hex() + "." + kFamilyNames[static_cast<size_t>(family)] + ".sst";
}

SegmentFiles::SegmentFiles(const Segment& segment, const SegmentParameters& parameters,
                           std::string directory)
    : segment_(segment), parameters_(parameters), directory_(std::move(directory)) {}

std::string SegmentFiles::path(Family family) const {
  return segment_file_path(directory_, segment_.facts.id, family);
}

Status SegmentFiles::write_postings(uint32_t jobs) {
  TRAWL_ASSIGN_OR_RETURN(postings_, trawl::write_postings(segment_, path(Family::kPostings), jobs));
  return {};
}

Status SegmentFiles::write_content() {
  TRAWL_ASSIGN_OR_RETURN(content_, trawl::write_content(segment_, path(Family::kContent)));
  return {};
}

Status SegmentFiles::write_tables() {
  TRAWL_ASSIGN_OR_RETURN(IncomingFile blobs, write_blobs(segment_, path(Family::kBlobs)));
  TRAWL_ASSIGN_OR_RETURN(IncomingFile documents,
                         write_documents(segment_, path(Family::kDocuments)));
  TRAWL_ASSIGN_OR_RETURN(IncomingFile chunks, write_chunks(segment_, path(Family::kChunks)));
  TRAWL_ASSIGN_OR_RETURN(IncomingFile hits,
                         write_hits(segment_, parameters_, directory_, path(Family::kHits)));
  tables_ = {std::move(blobs), std::move(documents), std::move(chunks), std::move(hits)};
  return {};
}

WrittenSegment SegmentFiles::take() {
  WrittenSegment written;
  written.ordinal = segment_.ordinal;
  written.first_document = segment_.first_document;
  written.facts = segment_.facts;
  tables_.push_back(std::move(content_));
  tables_.push_back(std::move(postings_));
  written.set_files(std::exchange(tables_, {}));
  return written;
}

void SegmentSink::add(WrittenSegment segment) {
  for (const IncomingFile& file : segment.files) writer_->sync_early(file);
  const std::lock_guard lock(mutex_);
  segments_.push_back(std::move(segment));
}

std::vector<WrittenSegment> SegmentSink::take() {
  const std::lock_guard lock(mutex_);
  std::sort(segments_.begin(), segments_.end(),
            [](const WrittenSegment& a, const WrittenSegment& b) { return a.ordinal < b.ordinal; });
  return std::exchange(segments_, {});
}

}  // namespace trawl
