#include "indexer/build/batch_reader.h"

#include <utility>

#include "indexer/base/digest.h"
#include "indexer/corpus/classifier.h"

namespace trawl {
namespace {

void read_item(uint64_t max_file_size, SourceItem* item) {
  FileRecord& record = item->record;
  record.skip = item->file.skip;
  record.size = item->file.size;
  if (record.skip == SkipReason::kNone) {
    record.skip = item->source->read(item->file, max_file_size, &item->content);
  }
  item->source.reset();
  record.path = std::move(item->file.path);
  if (record.skip == SkipReason::kNone) {
    record.size = item->content.size();
    record.skip = text_or_reason(item->content);
  }
  if (record.skip != SkipReason::kNone) {
    std::string().swap(item->content);
    return;
  }
  record.digest = DocumentDigest{git_blob_id(item->content)};
  record.language = language_of(record.path, item->content);
  record.file_class = class_of(record.path, item->content);
}

}  // namespace

void read_batch(uint64_t max_file_size, SourceBatch* batch) {
  for (SourceItem& item : batch->items) {
    if (item.end == nullptr) read_item(max_file_size, &item);
  }
}

}  // namespace trawl
