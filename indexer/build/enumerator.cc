#include "indexer/build/enumerator.h"

#include <utility>

#include "indexer/base/digest.h"
#include "indexer/corpus/classifier.h"

namespace trawl {
namespace {

SourceItem item_of(SourceFile file, std::shared_ptr<const DirectoryWalk> walk) {
  SourceItem item;
  item.walk = std::move(walk);
  item.record.path = std::move(file.path);
  item.record.skip = file.skip;
  item.record.size = file.size;
  return item;
}

SourceItem repository_end(std::string unreadable) {
  SourceItem item;
  item.ends_repository = true;
  item.unreadable = std::move(unreadable);
  return item;
}

SkipReason reason_of(ReadOutcome outcome) {
  switch (outcome) {
    case ReadOutcome::kRead:
      return SkipReason::kNone;
    case ReadOutcome::kTooLarge:
      return SkipReason::kTooLarge;
    case ReadOutcome::kUnreadable:
      return SkipReason::kUnreadable;
    case ReadOutcome::kVanished:
      return SkipReason::kVanished;
    case ReadOutcome::kShrunk:
      return SkipReason::kShrunk;
    case ReadOutcome::kSymlink:
      return SkipReason::kSymlink;
    case ReadOutcome::kSpecial:
      return SkipReason::kSpecial;
  }
  return SkipReason::kUnreadable;
}

}  // namespace

bool Enumerator::open_repository(const RepositorySource& repository, SourceBatch* batch) {
  if (!repository.unreadable.empty()) {
    batch->items.push_back(repository_end(repository.unreadable));
    return false;
  }
  if (repository.is_outside()) {
    for (const SourceFile& file : repository.outside)
      batch->items.push_back(item_of(file, nullptr));
    batch->items.push_back(repository_end({}));
    return false;
  }
  WalkOptions options;
  options.ignore = ignore_;
  options.left_out = repository.left_out;
  Result<DirectoryWalk> walk = DirectoryWalk::open(repository.directory, options);
  if (!walk.is_ok()) {
    batch->items.push_back(repository_end(walk.status().message()));
    return false;
  }
  walk_ = std::make_shared<DirectoryWalk>(std::move(walk).value());
  return true;
}

bool Enumerator::next(SourceBatch* batch) {
  while (batch->bytes < kBatchBytes) {
    if (walk_ == nullptr) {
      if (repository_ == repositories_->size()) break;
      if (!open_repository((*repositories_)[repository_], batch)) ++repository_;
      batch->bytes += kFileOverhead;
      continue;
    }
    std::optional<SourceFile> file = walk_->next();
    if (!file) {
      batch->items.push_back(repository_end({}));
      walk_.reset();
      ++repository_;
      continue;
    }
    batch->bytes += kFileOverhead + file->size;
    batch->items.push_back(item_of(std::move(*file), walk_));
  }
  if (walk_ != nullptr) batch->repository_share = walk_->share_done();
  return !batch->items.empty();
}

void read_batch(uint64_t max_file_size, SourceBatch* batch) {
  for (SourceItem& item : batch->items) {
    if (item.walk == nullptr) continue;
    FileRecord& record = item.record;
    if (record.skip == SkipReason::kNone) {
      record.skip = reason_of(read_repository_file(item.walk->directory_fd(), record.path,
                                                   max_file_size, &item.content));
    }
    item.walk.reset();
    if (record.skip == SkipReason::kNone) {
      record.size = item.content.size();
      record.skip = text_or_reason(item.content);
    }
    if (record.skip != SkipReason::kNone) {
      std::string().swap(item.content);
      continue;
    }
    record.digest = DocumentDigest{git_blob_id(item.content)};
    record.language = language_of(record.path, item.content);
    record.file_class = class_of(record.path, item.content);
  }
}

}  // namespace trawl
