#include "indexer/build/enumerator.h"

#include <utility>

namespace trawl {
namespace {

SourceItem item_of(SourceFile file, std::shared_ptr<const Source> source) {
  SourceItem item;
  item.source = std::move(source);
  item.file = std::move(file);
  return item;
}

SourceItem repository_end(RepositoryEnd end) {
  SourceItem item;
  item.end = std::make_unique<RepositoryEnd>(std::move(end));
  return item;
}

}  // namespace

bool Enumerator::open_repository(const Repository& repository, SourceBatch* batch) {
  Result<std::unique_ptr<Source>> source = repository.open(ignore_);
  if (!source.is_ok()) {
    batch->items.push_back(repository_end({source.status().message(), {}}));
    return false;
  }
  source_ = std::move(source).value();
  return true;
}

bool Enumerator::next(SourceBatch* batch) {
  while (batch->bytes < kBatchBytes) {
    if (source_ == nullptr) {
      if (repository_ == repositories_->size()) break;
      if (!open_repository((*repositories_)[repository_], batch)) ++repository_;
      batch->bytes += kFileOverhead;
      continue;
    }
    std::optional<SourceFile> file = source_->next();
    if (!file) {
      batch->items.push_back(repository_end({{}, source_->revision()}));
      source_.reset();
      ++repository_;
      continue;
    }
    batch->bytes += kFileOverhead;
    if (file->skip == SkipReason::kNone) batch->bytes += file->size;
    batch->items.push_back(item_of(std::move(*file), source_));
  }
  if (source_ != nullptr) batch->repository_share = source_->share_done();
  return !batch->items.empty();
}

}  // namespace trawl
