#include "query/index_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"

namespace trawl {
namespace {

Result<const SnapshotFacts*> select_snapshot(const Manifest& manifest, const std::string& name) {
  const SnapshotFacts* selected = nullptr;
  std::string names;
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    names += (names.empty() ? "" : ", ") + snapshot.name;
    if (name.empty() ? selected == nullptr || snapshot.published > selected->published
                     : snapshot.name == name) {
      selected = &snapshot;
    }
  }
  if (selected != nullptr) return selected;
  return not_found("no snapshot '" + name + "' in the index; it has: " + names);
}

Status missing(Family family) {
  return corruption(
      fmt::format("a record of family {} is missing from the index: run trawl-index check",
                  kFamilyNames[static_cast<size_t>(family)]));
}

// About what decoded records hold.
uint64_t held_bytes(const std::string& bytes) {
  return sizeof bytes + bytes.size();
}
uint64_t held_bytes(const std::vector<FileRecord>& files) {
  uint64_t bytes = sizeof files + files.size() * sizeof(FileRecord);
  for (const FileRecord& file : files) bytes += file.path.size() + file.language.size();
  return bytes;
}
uint64_t held_bytes(const std::vector<std::vector<Place>>& documents) {
  constexpr uint64_t kAllocation = 16;  // what malloc adds
  uint64_t bytes = sizeof documents + documents.size() * sizeof(std::vector<Place>);
  for (const auto& places : documents) bytes += kAllocation + places.size() * sizeof(Place);
  return bytes;
}
template <class Record>
uint64_t held_bytes(const std::vector<Record>& records) {
  return sizeof records + records.size() * sizeof(Record);
}

Status beyond(const char* what) {
  return corruption(fmt::format("a {} beyond the end of its block: run trawl-index check", what));
}

}  // namespace

IndexReader::IndexReader(PublishedIndex index, const SnapshotFacts* snapshot, uint64_t cache_bytes)
    : index_(std::move(index)),
      cache_(cache_bytes != 0 ? std::make_unique<RecordCache>(cache_bytes) : nullptr),
      snapshot_(snapshot) {}

template <class Record, class Decode>
Result<std::shared_ptr<const Record>> IndexReader::decoded(Family family, std::string_view key,
                                                           Decode decode) const {
  std::shared_ptr<const Record> record;
  if (cache_ != nullptr) record = cache_->find<Record>(family, key);
  if (record != nullptr) return record;
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value, index_.store.get(family, key));
  if (!value) return record;
  Result<Record> decoded = decode(*value);
  if (!decoded.is_ok()) return decoded.status();
  record = std::make_shared<const Record>(std::move(decoded).value());
  if (cache_ != nullptr) cache_->keep(family, key, record, held_bytes(*record));
  return record;
}

template <class Record, class Decode>
Status IndexReader::load(Family family, std::string key, Decode decode,
                         CachedBlock<Record>* block) const {
  if (block->key == key) return {};
  block->key.clear();
  TRAWL_ASSIGN_OR_RETURN(block->records, decoded<std::vector<Record>>(family, key, decode));
  if (block->records == nullptr) return missing(family);
  block->key = std::move(key);
  return {};
}

Result<IndexReader> IndexReader::open(const std::string& directory, const std::string& snapshot,
                                      std::span<const Family> families, uint64_t cache_bytes) {
  TRAWL_ASSIGN_OR_RETURN(PublishedIndex index, open_published(directory, families));
  // The facts lie in vectors, whose elements stay where they are when the manifest is moved.
  TRAWL_ASSIGN_OR_RETURN(const SnapshotFacts* selected, select_snapshot(index.manifest, snapshot));
  IndexReader reader(std::move(index), selected, cache_bytes);
  for (const SegmentId& id : selected->segments) {
    const auto& segments = reader.index_.manifest.segments;
    const auto found = std::find_if(segments.begin(), segments.end(),
                                    [&](const SegmentFacts& facts) { return facts.id == id; });
    if (found == segments.end())
      return corruption("segment " + id.hex() + " of the snapshot is not live");
    reader.segments_.push_back(&*found);
  }
  reader.groups_.resize(reader.segments_.size());
  return reader;
}

Result<const std::vector<ChunkGroup>*> IndexReader::groups(SegmentOrdinal segment) {
  std::optional<std::vector<ChunkGroup>>& groups = groups_[segment.value];
  if (!groups) {
    const SegmentFacts& facts = this->segment(segment);
    groups.emplace();
    if (facts.groups != 0) {
      TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                             index_.store.get(Family::kChunks, group_table_key(facts.id)));
      if (!value) return corruption("the group table of segment " + facts.id.hex() + " is missing");
      TRAWL_ASSIGN_OR_RETURN(*groups, decode_group_table(*value));
    }
  }
  return &*groups;
}

Result<std::shared_ptr<const std::string>> IndexReader::posting_list(SegmentOrdinal segment,
                                                                     Gram gram) const {
  const std::string key = posting_key(this->segment(segment).id, GramKind::kTrigram, gram);
  std::shared_ptr<const std::string> list;
  if (cache_ != nullptr) list = cache_->find<std::string>(Family::kPostings, key);
  if (list == nullptr) {
    std::string bytes;
    TRAWL_RETURN_IF_ERROR(read_posting_list(key, segment, gram, &bytes));
    list = std::make_shared<const std::string>(std::move(bytes));
    if (cache_ != nullptr) cache_->keep(Family::kPostings, key, list, held_bytes(*list));
  }
  return list->empty() ? nullptr : list;
}

// Leaves `*bytes` empty when there is none.
Status IndexReader::read_posting_list(std::string_view key, SegmentOrdinal segment, Gram gram,
                                      std::string* bytes) const {
  TRAWL_ASSIGN_OR_RETURN(const bool is_long, index_.store.get_into(Family::kPostings, key, bytes));
  if (is_long) return {};
  bytes->clear();
  std::string group;
  TRAWL_ASSIGN_OR_RETURN(
      const bool has_group,
      index_.store.get_into(Family::kPostings,
                            posting_group_key(this->segment(segment).id, GramKind::kTrigram, gram),
                            &group));
  if (!has_group) return {};
  TRAWL_ASSIGN_OR_RETURN(*bytes, find_in_group(group, gram));
  return {};
}

Status IndexReader::frame(SegmentOrdinal segment, FrameNumber number, std::string* bytes) const {
  TRAWL_ASSIGN_OR_RETURN(
      const bool found,
      index_.store.get_into(Family::kContent, content_key(this->segment(segment).id, number),
                            bytes));
  if (found) return {};
  return corruption(fmt::format("frame {} of segment {} is missing: run trawl-index check",
                                number.value, this->segment(segment).id.hex()));
}

std::shared_ptr<const std::string> IndexReader::kept_content(SegmentOrdinal segment,
                                                             FrameNumber number) const {
  if (cache_ == nullptr) return nullptr;
  return cache_->find<std::string>(Family::kContent,
                                   content_key(this->segment(segment).id, number));
}

void IndexReader::keep_content(SegmentOrdinal segment, FrameNumber number,
                               std::string_view content) const {
  if (cache_ == nullptr) return;
  const auto kept = std::make_shared<const std::string>(content);
  cache_->keep(Family::kContent, content_key(this->segment(segment).id, number), kept,
               held_bytes(*kept));
}

Result<const Dictionary*> IndexReader::dictionary(SegmentOrdinal segment) {
  const DictionaryId& id = this->segment(segment).dictionary;
  std::unique_ptr<Dictionary>& dictionary = dictionaries_[id];
  if (dictionary == nullptr) {
    TRAWL_ASSIGN_OR_RETURN(std::optional<std::string> bytes,
                           index_.store.get(Family::kMeta, dictionary_key(id)));
    if (!bytes) return corruption("dictionary " + id.hex() + " is missing from the index");
    dictionary = std::make_unique<Dictionary>(std::move(*bytes), id);
  }
  return static_cast<const Dictionary*>(dictionary.get());
}

Result<ChunkRecord> IndexReader::chunk(SegmentOrdinal segment, ChunkNumber number) {
  const uint32_t block = number.value / kChunksPerBlock;
  TRAWL_RETURN_IF_ERROR(load(Family::kChunks, chunk_key(this->segment(segment).id, block),
                             decode_chunk_block, &chunks_));
  const uint32_t index = number.value % kChunksPerBlock;
  if (index >= chunks_.records->size()) return beyond("chunk");
  return (*chunks_.records)[index];
}

Result<DocumentRecord> IndexReader::document(SegmentOrdinal segment, DocumentNumber number) {
  const uint32_t block = number.value / kDocumentsPerBlock;
  TRAWL_RETURN_IF_ERROR(load(Family::kDocuments, document_key(this->segment(segment).id, block),
                             decode_document_block, &documents_));
  const uint32_t index = number.value % kDocumentsPerBlock;
  if (index >= documents_.records->size()) return beyond("document");
  return (*documents_.records)[index];
}

Status IndexReader::load_coded(Family family, std::string key, CodedBlock* block) const {
  if (block->key == key) return {};
  block->key.clear();
  TRAWL_ASSIGN_OR_RETURN(block->bytes, index_.store.get(family, key));
  block->key = std::move(key);
  return {};
}

// Documents without places: a block of them has no record, and a block ends with the last that has
// one.
Result<std::vector<Place>> IndexReader::places(SegmentOrdinal segment, DocumentNumber number) {
  const uint32_t block = number.value / kPlacesPerBlock;
  const uint32_t index = number.value % kPlacesPerBlock;
  const std::string key = places_key(snapshot_->id, this->segment(segment).id, block);
  if (cache_ != nullptr) {
    using Block = std::vector<std::vector<Place>>;
    TRAWL_ASSIGN_OR_RETURN(const std::shared_ptr<const Block> documents,
                           decoded<Block>(Family::kPlaces, key, decode_places_block));
    if (documents == nullptr || index >= documents->size()) return std::vector<Place>();
    return (*documents)[index];
  }
  TRAWL_RETURN_IF_ERROR(load_coded(Family::kPlaces, key, &places_));
  if (!places_.bytes) return std::vector<Place>();
  return decode_places_at(*places_.bytes, index);
}

Result<const SnapshotEntry*> IndexReader::entry(EntryNumber number) {
  const uint32_t block = number.value / kEntriesPerBlock;
  TRAWL_RETURN_IF_ERROR(
      load(Family::kMeta, snapshot_key(snapshot_->id, block), decode_snapshot_block, &entries_));
  const uint32_t index = number.value % kEntriesPerBlock;
  if (index >= entries_.records->size()) return beyond("repository");
  return static_cast<const SnapshotEntry*>(&(*entries_.records)[index]);
}

Result<const FileRecord*> IndexReader::file(const Place& place) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, this->entry(place.entry));
  const uint32_t block = place.rank.value / kFilesPerBlock;
  TRAWL_RETURN_IF_ERROR(
      load(Family::kTrees, tree_key(entry->tree, block), decode_tree_block, &files_));
  const uint32_t index = place.rank.value % kFilesPerBlock;
  if (index >= files_.records->size()) return beyond("file");
  return static_cast<const FileRecord*>(&(*files_.records)[index]);
}

Result<std::string> IndexReader::path(const Place& place) {
  if (cache_ != nullptr) {
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, this->file(place));
    return file->path;
  }
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, this->entry(place.entry));
  const uint32_t block = place.rank.value / kFilesPerBlock;
  TRAWL_RETURN_IF_ERROR(load_coded(Family::kTrees, tree_key(entry->tree, block), &paths_));
  if (!paths_.bytes) return missing(Family::kTrees);
  return decode_tree_path(*paths_.bytes, place.rank.value % kFilesPerBlock);
}

Result<std::optional<DocumentLocation>> IndexReader::find(const DocumentDigest& digest) const {
  std::string value;
  for (uint32_t i = 0; i < segments_.size(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(
        const bool found,
        index_.store.get_into(Family::kBlobs, blob_key(segments_[i]->id, digest), &value));
    if (!found) continue;
    TRAWL_ASSIGN_OR_RETURN(const DocumentNumber document, decode_blob_value(value));
    return std::optional<DocumentLocation>({{i}, document});
  }
  return std::optional<DocumentLocation>();
}

Result<std::vector<Hit>> IndexReader::hits(SegmentOrdinal segment, const RuleDigest& rule,
                                           uint32_t block) const {
  TRAWL_ASSIGN_OR_RETURN(
      const std::optional<std::string> value,
      index_.store.get(Family::kHits, hit_key(this->segment(segment).id, rule, block)));
  if (!value) return std::vector<Hit>();
  return decode_hit_block(*value);
}

}  // namespace trawl
