#include "query/read/index_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"
#include "indexer/format/posting_list.h"

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
uint64_t held_bytes(const PlacesBlock& block) {
  return sizeof block + block.places.size() * sizeof(Place) + block.ends.size() * sizeof(uint32_t);
}
uint64_t held_bytes(const TreePaths& paths) {
  return sizeof paths + paths.text.size() + paths.ends.size() * sizeof(uint32_t);
}
template <class Record>
uint64_t held_bytes(const std::vector<Record>& records) {
  return sizeof records + records.size() * sizeof(Record);
}

Status beyond_block(Family family) {
  return corruption(
      fmt::format("a record beyond the end of a block of family {}: run trawl-index check",
                  kFamilyNames[static_cast<size_t>(family)]));
}

// A record of a block that must be there.
template <class Record>
Result<const Record*> pointer_to(const std::vector<Record>* block, uint32_t index, Family family) {
  if (block == nullptr) return missing(family);
  if (index >= block->size()) return beyond_block(family);
  return &(*block)[index];
}
template <class Record>
Result<Record> record_of(const std::vector<Record>* block, uint32_t index, Family family) {
  TRAWL_ASSIGN_OR_RETURN(const Record* record, pointer_to(block, index, family));
  return *record;
}

}  // namespace

IndexReader::IndexReader(PublishedIndex index, const SnapshotFacts* snapshot, uint64_t cache_bytes)
    : open_(new OpenIndex{std::move(index), {}}),
      cache_(cache_bytes != 0 ? std::make_unique<RecordCache>(cache_bytes) : nullptr),
      snapshot_(snapshot) {}

template <class Record, class Decode>
Result<std::shared_ptr<const Record>> IndexReader::decoded(Family family, std::string_view key,
                                                           Decode decode) {
  std::shared_ptr<const Record> record;
  if (cache_ != nullptr) record = cache_->find<Record>(family, key);
  if (record != nullptr) return record;
  std::optional<PointCursor>& cursor = open_->cursors[static_cast<size_t>(family)];
  if (!cursor) cursor = open_->index.store.points(family);
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string_view> value, cursor->find(key));
  if (!value) return record;
  Result<Record> decoded = decode(*value);
  if (!decoded.is_ok()) return decoded.status();
  record = std::make_shared<const Record>(std::move(decoded).value());
  if (cache_ != nullptr) cache_->keep(family, key, record, held_bytes(*record));
  return record;
}

template <class Block, class Key, class Decode>
Status IndexReader::load(Family family, uint32_t owner, uint32_t number, Key key, Decode decode,
                         LastBlock<Block>* last) {
  if (last->block != nullptr && last->owner == owner && last->number == number) return {};
  last->block = nullptr;
  TRAWL_ASSIGN_OR_RETURN(last->block, decoded<Block>(family, key(), decode));
  last->owner = owner;
  last->number = number;
  return {};
}

Result<IndexReader> IndexReader::open(const std::string& directory, const std::string& snapshot,
                                      std::span<const Family> families, uint64_t cache_bytes) {
  TRAWL_ASSIGN_OR_RETURN(PublishedIndex index, open_published(directory, families));
  return of(std::move(index), snapshot, cache_bytes);
}

// Keys are never written twice, so what is published meanwhile only adds to the store.
Result<IndexReader> IndexReader::with_families(std::span<const Family> families) const {
  TRAWL_ASSIGN_OR_RETURN(PublishedIndex index, open_published(open_->index.directory, families));
  index.manifest = manifest();
  return of(std::move(index), snapshot().name, 0);
}

Result<IndexReader> IndexReader::of(PublishedIndex index, const std::string& snapshot,
                                    uint64_t cache_bytes) {
  // The facts lie in vectors, whose elements stay where they are when the manifest is moved.
  TRAWL_ASSIGN_OR_RETURN(const SnapshotFacts* selected, select_snapshot(index.manifest, snapshot));
  IndexReader reader(std::move(index), selected, cache_bytes);
  for (const SegmentId& id : selected->segments) {
    const auto& segments = reader.open_->index.manifest.segments;
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
    std::vector<ChunkGroup> table;  // kept once it is whole: a failure is one the next time, too
    if (facts.groups != 0) {
      TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                             open_->index.store.get(Family::kChunks, group_table_key(facts.id)));
      if (!value) return corruption("the group table of segment " + facts.id.hex() + " is missing");
      TRAWL_ASSIGN_OR_RETURN(table, decode_group_table(*value));
    }
    groups = std::move(table);
  }
  return &*groups;
}

Result<uint32_t> IndexReader::chunks_in_unit(SegmentOrdinal segment, ChunkNumber first) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, this->groups(segment));
  const auto group = std::lower_bound(
      groups->begin(), groups->end(), first,
      [](const ChunkGroup& candidate, ChunkNumber chunk) { return candidate.first < chunk; });
  return group != groups->end() && group->first == first ? group->count : 1;
}

Result<std::shared_ptr<const std::string>> IndexReader::posting_list(SegmentOrdinal segment,
                                                                     Gram gram) const {
  const std::string key = posting_key(this->segment(segment).id, GramKind::kTrigram, gram);
  std::shared_ptr<const std::string> list;  // empty: there is none, which is kept, too
  if (cache_ != nullptr) list = cache_->find<std::string>(Family::kPostings, key);
  if (list == nullptr) {
    std::string bytes;
    TRAWL_ASSIGN_OR_RETURN(const bool found, read_posting_list(key, segment, gram, &bytes));
    if (found && posting_list_size(bytes) == 0) {
      return corruption("a posting list is damaged: run trawl-index check");
    }
    list = std::make_shared<const std::string>(std::move(bytes));
    if (cache_ != nullptr) cache_->keep(Family::kPostings, key, list, held_bytes(*list));
  }
  return list->empty() ? nullptr : list;
}

Result<bool> IndexReader::read_posting_list(std::string_view key, SegmentOrdinal segment, Gram gram,
                                            std::string* bytes) const {
  const Store& store = open_->index.store;
  TRAWL_ASSIGN_OR_RETURN(const bool is_long, store.get_into(Family::kPostings, key, bytes));
  if (is_long) return true;
  const std::string group_key =
      posting_group_key(this->segment(segment).id, GramKind::kTrigram, gram);
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> group,
                         store.get(Family::kPostings, group_key));
  bytes->clear();
  if (!group) return false;
  TRAWL_ASSIGN_OR_RETURN(*bytes, find_in_group(*group, gram));
  return !bytes->empty();
}

Result<std::string_view> IndexReader::frame(SegmentOrdinal segment, FrameNumber number,
                                            PointCursor* frames) const {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string_view> frame,
                         frames->find(content_key(this->segment(segment).id, number)));
  if (frame) return *frame;
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
                           open_->index.store.get(Family::kMeta, dictionary_key(id)));
    if (!bytes) return corruption("dictionary " + id.hex() + " is missing from the index");
    dictionary = std::make_unique<Dictionary>(std::move(*bytes), id);
  }
  return static_cast<const Dictionary*>(dictionary.get());
}

Result<ChunkRecord> IndexReader::chunk(SegmentOrdinal segment, ChunkNumber number) {
  const uint32_t block = number.value / kChunksPerBlock;
  const auto key = [&] { return chunk_key(this->segment(segment).id, block); };
  TRAWL_RETURN_IF_ERROR(
      load(Family::kChunks, segment.value, block, key, decode_chunk_block, &chunks_));
  return record_of(chunks_.block.get(), number.value % kChunksPerBlock, Family::kChunks);
}

Result<DocumentRecord> IndexReader::document(SegmentOrdinal segment, DocumentNumber number) {
  const uint32_t block = number.value / kDocumentsPerBlock;
  const auto key = [&] { return document_key(this->segment(segment).id, block); };
  TRAWL_RETURN_IF_ERROR(
      load(Family::kDocuments, segment.value, block, key, decode_document_block, &documents_));
  return record_of(documents_.block.get(), number.value % kDocumentsPerBlock, Family::kDocuments);
}

// Documents without places: a block of them has no record, and a block ends with the last that has
// one.
Result<std::span<const Place>> IndexReader::places(SegmentOrdinal segment, DocumentNumber number) {
  const uint32_t block = number.value / kPlacesPerBlock;
  const auto key = [&] { return places_key(snapshot_->id, this->segment(segment).id, block); };
  TRAWL_RETURN_IF_ERROR(
      load(Family::kPlaces, segment.value, block, key, decode_places_block, &places_));
  if (places_.block == nullptr) return std::span<const Place>();
  return places_.block->of(number.value % kPlacesPerBlock);
}

Result<const SnapshotEntry*> IndexReader::entry(EntryNumber number) {
  const uint32_t block = number.value / kEntriesPerBlock;
  const auto key = [&] { return snapshot_key(snapshot_->id, block); };
  TRAWL_RETURN_IF_ERROR(load(Family::kMeta, 0, block, key, decode_snapshot_block, &entries_));
  return pointer_to(entries_.block.get(), number.value % kEntriesPerBlock, Family::kMeta);
}

Result<const FileRecord*> IndexReader::file(const Place& place) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, this->entry(place.entry));
  const uint32_t block = place.rank.value / kFilesPerBlock;
  const auto key = [&] { return tree_key(entry->tree, block); };
  TRAWL_RETURN_IF_ERROR(
      load(Family::kTrees, place.entry.value, block, key, decode_tree_block, &files_));
  return pointer_to(files_.block.get(), place.rank.value % kFilesPerBlock, Family::kTrees);
}

Result<std::string_view> IndexReader::path(const Place& place) {
  if (cache_ != nullptr) {  // which keeps a family's records as one type
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, this->file(place));
    return std::string_view(file->path);
  }
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, this->entry(place.entry));
  const uint32_t block = place.rank.value / kFilesPerBlock;
  const auto key = [&] { return tree_key(entry->tree, block); };
  TRAWL_RETURN_IF_ERROR(
      load(Family::kTrees, place.entry.value, block, key, decode_tree_paths, &paths_));
  const uint32_t index = place.rank.value % kFilesPerBlock;
  if (paths_.block == nullptr) return missing(Family::kTrees);
  if (index >= paths_.block->ends.size()) return beyond_block(Family::kTrees);
  return paths_.block->of(index);
}

Result<std::optional<DocumentLocation>> IndexReader::find(const DocumentDigest& digest) const {
  std::string value;
  for (uint32_t i = 0; i < segments_.size(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(
        const bool found,
        open_->index.store.get_into(Family::kBlobs, blob_key(segments_[i]->id, digest), &value));
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
      open_->index.store.get(Family::kHits, hit_key(this->segment(segment).id, rule, block)));
  if (!value) return std::vector<Hit>();
  return decode_hit_block(*value);
}

Result<std::string> IndexReader::catalogue(const std::string& name) const {
  std::string others;
  for (const CatalogueFacts& facts : manifest().catalogues) {
    if (facts.name != name) {
      others += (others.empty() ? "; it has: " : ", ") + facts.name;
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           open_->index.store.get(Family::kMeta, catalogue_key(facts.digest)));
    if (text) return *std::move(text);
    return corruption("the text of catalogue " + name + " is missing: run trawl-index check");
  }
  return not_found("no catalogue '" + name + "' in the index: trawl-index rules add FILE" + others);
}

}  // namespace trawl
