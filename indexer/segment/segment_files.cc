#include "indexer/segment/segment_files.h"

#include <algorithm>
#include <utility>

#include "indexer/base/token_pipeline.h"

namespace trawl {
namespace {

Result<IncomingFile> write_family(const FamilyRecords& records, const std::string& path) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, records.family));
  TRAWL_RETURN_IF_ERROR(records.write(&writer));
  return writer.finish();
}

bool is_small(Family family) {
  return family != Family::kPostings && family != Family::kContent;
}

}  // namespace

std::string segment_file_path(const std::string& directory, const SegmentId& id, Family family) {
  return directory + "/" + id.hex() + "." + kFamilyNames[static_cast<size_t>(family)] + ".sst";
}

Result<WrittenSegment> write_segment_files(const SegmentFacts& facts,
                                           std::span<const FamilyRecords> families,
                                           const std::string& directory, uint32_t jobs) {
  std::vector<IncomingFile> files(families.size());
  const auto write_if = [&](auto is_wanted) -> Status {
    for (size_t i = 0; i < families.size(); ++i) {
      const Family family = families[i].family;
      if (!is_wanted(family)) continue;
      TRAWL_ASSIGN_OR_RETURN(
          files[i], write_family(families[i], segment_file_path(directory, facts.id, family)));
    }
    return {};
  };
  Status postings, content, rest;
  run_side_by_side(
      jobs, [&] { postings = write_if([](Family family) { return family == Family::kPostings; }); },
      [&] { content = write_if([](Family family) { return family == Family::kContent; }); },
      [&] { rest = write_if(is_small); });
  for (const Status& status : {postings, content, rest}) TRAWL_RETURN_IF_ERROR(status);

  std::erase_if(files, [](const IncomingFile& file) { return file.facts.entries == 0; });
  std::sort(files.begin(), files.end(), [](const IncomingFile& a, const IncomingFile& b) {
    return a.facts.family < b.facts.family;
  });
  WrittenSegment written;
  written.facts = facts;
  for (const IncomingFile& file : files) written.facts.files.push_back(file.facts);
  written.files = std::move(files);
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
