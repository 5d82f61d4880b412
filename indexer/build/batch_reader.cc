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
    const ReadResult done = item->source->read(item->file, max_file_size, &item->content);
    record.skip = done.skip;
    record.size = done.size;
  }
  item->source.reset();
  record.path = std::move(item->file.path);
  if (record.skip != SkipReason::kNone) {
    std::string().swap(item->content);
    return;
  }
  record.digest = DocumentDigest{git_blob_id(item->content)};
  record.language = language_of(record.path, item->content);
  record.file_class = class_of(record.path, item->content);
}

}  // namespace

uint64_t read_batch(uint64_t max_file_size, SourceBatch* batch) {
  uint64_t text_bytes = 0;
  for (SourceItem& item : batch->items) {
    if (item.end != nullptr) continue;
    read_item(max_file_size, &item);
    text_bytes += item.content.size();
  }
  return text_bytes;
}

}  // namespace trawl
