#include "query/search/file_delivery.h"

#include "indexer/base/stop_watch.h"

namespace trawl {

Result<bool> FileDelivery::deliver(const Place& place, std::span<const Line> lines, uint64_t bytes,
                                   bool ends) {
  bytes_ += bytes;
  bool more = true;
  if (!lines.empty() || (ends && has_begun_)) {
    StopWatch watch;
    if (!has_begun_) TRAWL_RETURN_IF_ERROR(read_names(place));
    counts_.names_ns += watch.lap_ns();
    counts_.files += has_begun_ ? 0 : 1;
    counts_.lines += lines.size();
    const FileResult result{repository_, path_,       revision_,
                            lines,       bytes_,      !has_begun_,
                            ends,        file_class_, with_classes_ ? place : Place()};
    has_begun_ = true;
    bytes_ = 0;
    TRAWL_ASSIGN_OR_RETURN(more, sink_->file(result));
    counts_.sink_ns += watch.lap_ns();
  }
  if (ends) {
    has_begun_ = false;
    bytes_ = 0;
  }
  return more;
}

Status FileDelivery::read_names(const Place& place) {
  if (with_classes_) {
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader_->file(place));
    file_class_ = file->file_class;
  }
  TRAWL_ASSIGN_OR_RETURN(path_, reader_->path(place));
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader_->entry(place.entry));
  repository_ = entry->repository;
  revision_ = entry->revision;
  return {};
}

Result<std::string> FileDelivery::name_of(const Place& place) {
  TRAWL_RETURN_IF_ERROR(read_names(place));
  return repository_ + "/" + path_;
}

}  // namespace trawl
