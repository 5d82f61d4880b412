#include "indexer/build/batch_reader.h"

#include <optional>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/corpus/classifier.h"

namespace trawl {
namespace {

// Fills in why the file is skipped, its size and its digest, and where the index has its text. The
// file is not read if its source knows the digest and the index knows the content.
Status read_content(uint64_t max_file_size, const LiveDocuments& live, SourceItem* item) {
  FileRecord& record = item->record;
  const SourceFile& file = item->file;
  record.skip = file.skip;
  record.size = file.size;
  if (file.digest) record.digest = *file.digest;
  if (file.digest && file.size > max_file_size && record.skip == SkipReason::kNone) {
    record.skip = SkipReason::kTooLarge;
  }
  if (record.skip != SkipReason::kNone) return {};
  if (file.digest) {
    TRAWL_ASSIGN_OR_RETURN(item->live, live.find(*file.digest));
    if (item->live) return {};
    TRAWL_ASSIGN_OR_RETURN(const std::optional<UnindexedContent> unindexed,
                           live.find_unindexed(*file.digest));
    if (unindexed) {
      record.skip = unindexed->reason;
      return {};
    }
  }
  const ReadResult done = item->source->read(file, max_file_size, &item->content);
  record.skip = done.skip;
  record.size = done.size;
  if (record.skip == SkipReason::kNone && !file.digest) {
    record.digest = DocumentDigest{git_blob_id(item->content)};
    TRAWL_ASSIGN_OR_RETURN(item->live, live.find(record.digest));
  }
  return {};
}

Status read_item(uint64_t max_file_size, LiveDocuments* live, SourceItem* item) {
  FileRecord& record = item->record;
  TRAWL_RETURN_IF_ERROR(read_content(max_file_size, *live, item));
  item->source.reset();
  record.path = std::move(item->file.path);
  if (record.skip != SkipReason::kNone) {
    record.is_skipped_with_digest = item->file.digest.has_value();
    std::string().swap(item->content);
    return {};
  }
  if (item->live) {
    TRAWL_ASSIGN_OR_RETURN(item->traits, live->traits(*item->live));
  } else {
    item->facts = facts_of(item->content);
    item->traits = traits_of(item->facts);
  }
  classify(*item->traits, &record);
  return {};
}

}  // namespace

Result<uint64_t> read_batch(uint64_t max_file_size, LiveDocuments* live, SourceBatch* batch) {
  uint64_t text_bytes = 0;
  for (SourceItem& item : batch->items) {
    if (item.end != nullptr) continue;
    TRAWL_RETURN_IF_ERROR(read_item(max_file_size, live, &item));
    text_bytes += item.content.size();
  }
  return text_bytes;
}

}  // namespace trawl
