#include "indexer/build/live_index.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/document.h"
#include "indexer/format/keys.h"
#include "indexer/store/segment_records.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {
namespace {
// The blocks that are kept, of a kilobyte and 256 documents each. When there are more, all are
// dropped, because a build asks for them nearly in order.
constexpr size_t kMostBlocks = 1 << 10;
}  // namespace

Result<LiveIndex> LiveIndex::open(const IndexWriter& writer, const std::string& snapshot,
                                  std::span<const Rule> rules) {
  LiveIndex live(&writer, snapshot);
  for (const SegmentFacts& segment : live.segments()) {
    const bool covers_all = std::all_of(
        rules.begin(), rules.end(), [&](const Rule& rule) { return covers(segment, rule.digest); });
    live.reusable_.push_back(covers_all && segment.facts_version == kContentFactsVersion);
  }
  const std::optional<DictionaryId>& dictionary = live.manifest().dictionary;
  if (!dictionary) return live;
  TRAWL_ASSIGN_OR_RETURN(std::string bytes, read_dictionary(live.store(), *dictionary));
  live.dictionary_ = std::make_shared<const Dictionary>(std::move(bytes));
  return live;
}

const SnapshotFacts* LiveIndex::previous() const {
  return find_snapshot(manifest(), snapshot_);
}

// If each day's snapshot has a new name, the last one built has the earlier revision.
std::vector<const SnapshotFacts*> LiveIndex::earlier() const {
  const std::vector<SnapshotFacts>& all = manifest().snapshots;
  const auto last = std::max_element(
      all.begin(), all.end(),
      [](const SnapshotFacts& a, const SnapshotFacts& b) { return a.published < b.published; });
  std::vector<const SnapshotFacts*> earlier;
  if (previous() != nullptr) earlier.push_back(previous());
  if (last != all.end() && &*last != previous()) earlier.push_back(&*last);
  return earlier;
}

Result<std::optional<DocumentLocation>> LiveDocuments::find(const DocumentDigest& digest,
                                                            bool any_segment) const {
  std::string value;
  for (uint32_t i = 0; i < live_->segments().size(); ++i) {
    if (!any_segment && !live_->is_reusable(i)) continue;
    const std::string key = blob_key(live_->segments()[i].id, digest);
    TRAWL_ASSIGN_OR_RETURN(const bool present,
                           live_->store().get_into(Family::kBlobs, key, &value));
    if (!present) continue;
    TRAWL_ASSIGN_OR_RETURN(const BlobValue blob, decode_blob_value(value));
    if (!blob.document) continue;
    return std::optional<DocumentLocation>({{i}, *blob.document});
  }
  return std::optional<DocumentLocation>();
}

Result<std::optional<UnindexedContent>> LiveDocuments::find_unindexed(
    const DocumentDigest& digest) const {
  std::string value;
  for (const SegmentFacts& segment : live_->segments()) {
    if (segment.unindexed == 0) continue;
    TRAWL_ASSIGN_OR_RETURN(
        const bool present,
        live_->store().get_into(Family::kBlobs, blob_key(segment.id, digest), &value));
    if (!present) continue;
    TRAWL_ASSIGN_OR_RETURN(const BlobValue blob, decode_blob_value(value));
    if (blob.document) continue;
    return std::optional<UnindexedContent>({digest, blob.reason, blob.size});
  }
  return std::optional<UnindexedContent>();
}

Result<ContentTraits> LiveDocuments::traits(const DocumentLocation& location) {
  TRAWL_ASSIGN_OR_RETURN(const std::shared_ptr<const Block> block, block_of(location));
  return (*block)[location.document.value % kDocumentsPerBlock];
}

Result<std::shared_ptr<const LiveDocuments::Block>> LiveDocuments::block_of(
    const DocumentLocation& location) {
  const uint32_t number = location.document.value / kDocumentsPerBlock;
  const uint64_t key = uint64_t{location.segment.value} << 32 | number;
  {
    const std::lock_guard lock(mutex_);
    const auto found = blocks_.find(key);
    if (found != blocks_.end()) return found->second;
  }
  // Read without the lock: two threads may read one block, which is harmless.
  const SegmentFacts& segment = live_->segments()[location.segment.value];
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                         live_->store().get(Family::kDocuments, document_key(segment.id, number)));
  if (!value)
    return corruption("a block of documents of segment " + segment.id.hex() + " is missing");
  TRAWL_ASSIGN_OR_RETURN(const std::vector<DocumentRecord> documents,
                         decode_document_block(*value));
  const auto block = std::make_shared<Block>();
  std::transform(documents.begin(), documents.end(), block->begin(),
                 [](const DocumentRecord& document) { return traits_of(document.facts); });
  const std::lock_guard lock(mutex_);
  if (blocks_.size() == kMostBlocks) blocks_.clear();
  blocks_.insert_or_assign(key, block);
  return std::shared_ptr<const Block>(block);
}

}  // namespace trawl
