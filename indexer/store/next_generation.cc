#include "indexer/store/next_generation.h"

#include <ctime>
#include <optional>
#include <utility>

namespace trawl {

NextGeneration::NextGeneration(IndexWriter* writer)
    : writer_(writer), manifest_(writer->manifest()) {
  ++manifest_.generation;
}

Status NextGeneration::put_meta(const std::string& key, std::string_view value) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> present, store().get(Family::kMeta, key));
  if (!present) meta_.emplace(key, value);
  return {};
}

void NextGeneration::add_file(IncomingFile file, std::vector<FileFacts>* named) {
  if (file.facts.entries == 0) return;
  writer_->sync_early(file);
  named->push_back(file.facts);
  files_.push_back(std::move(file));
}

void NextGeneration::add_named_files(std::vector<IncomingFile> files) {
  for (IncomingFile& file : files) {
    writer_->sync_early(file);
    files_.push_back(std::move(file));
  }
}

Status NextGeneration::publish(uint64_t milliseconds) {
  BuildStatus status;
  status.generation = manifest_.generation;
  status.published_unix_seconds = static_cast<uint64_t>(std::time(nullptr));
  status.build_milliseconds = milliseconds;
  return writer_->publish(std::move(manifest_), status, std::move(files_), std::move(meta_));
}

}  // namespace trawl
