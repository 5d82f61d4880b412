#include "query/read/index_reader.h"

#include <utility>

#include <fmt/format.h>

#include "indexer/format/keys.h"
#include "query/read/decoded_record.h"

namespace trawl {
namespace {

Status missing(Family family) {
  return corruption(fmt::format("a record of family {} is missing from the index: run ",
                                kFamilyNames[static_cast<size_t>(family)]) +
                    Term::kIndexCheck);
}

// Roughly the number of bytes that decoded records hold.
uint64_t held_bytes(const std::vector<FileRecord>& files) {
  uint64_t bytes = sizeof(std::vector<FileRecord>) + files.size() * sizeof(FileRecord);
  for (const FileRecord& file : files) bytes += file.path.size() + file.language.size();
  return bytes;
}
uint64_t held_bytes(const std::vector<TreeEdit>& edits) {
  uint64_t bytes = sizeof(std::vector<TreeEdit>) + edits.size() * sizeof(TreeEdit);
  for (const TreeEdit& edit : edits) bytes += edit.file.path.size() + edit.file.language.size();
  return bytes;
}
uint64_t held_bytes(const TreePaths& paths) {
  return sizeof paths + paths.text.size() + paths.ends.size() * sizeof(uint32_t);
}
template <class Record>
uint64_t held_bytes(const std::vector<Record>& records) {
  return sizeof records + records.size() * sizeof(Record);
}

Status beyond_block(Family family) {
  return corruption(fmt::format("a record beyond the end of a block of family {}: run ",
                                kFamilyNames[static_cast<size_t>(family)]) +
                    Term::kIndexCheck);
}

// A record of a block that must exist.
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

IndexReader::IndexReader(const std::shared_ptr<const SnapshotView>& view)
    : open_(new Open{view, {}, PlaceReader(view.get())}) {}

Result<IndexReader> IndexReader::open(const std::string& directory, const std::string& snapshot,
                                      std::span<const Family> families, uint64_t cache_bytes) {
  TRAWL_ASSIGN_OR_RETURN(std::shared_ptr<const Generation> generation,
                         Generation::open(directory, families, cache_bytes));
  TRAWL_ASSIGN_OR_RETURN(std::shared_ptr<const SnapshotView> view,
                         SnapshotView::open(std::move(generation), snapshot));
  return IndexReader(view);
}

Result<IndexReader> IndexReader::with_families(std::span<const Family> families) const {
  TRAWL_ASSIGN_OR_RETURN(std::shared_ptr<const SnapshotView> more, view()->with_families(families));
  return IndexReader(more);
}

Result<DocumentLocation> IndexReader::locate(const DocumentDigest& digest,
                                             std::string_view name) const {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<DocumentLocation> location, find(digest));
  if (location) return *location;
  return corruption("the document of " + std::string(name) + " is missing: run " +
                    Term::kIndexCheck);
}

template <class Record, class Decode>
Result<std::shared_ptr<const Record>> IndexReader::decoded(Family family, std::string_view key,
                                                           Decode decode) {
  const auto held = [](const Record& record) { return held_bytes(record); };
  return decoded_record<Record>(view()->generation(), family, key, decode, held,
                                &open_->cursors[static_cast<size_t>(family)]);
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

Result<const SnapshotEntry*> IndexReader::entry(EntryNumber number) {
  const uint32_t block = number.value / kEntriesPerBlock;
  if (block >= snapshot().entry_blocks.size()) return missing(Family::kMeta);
  const auto key = [&] { return entries_key(snapshot().entry_blocks[block]); };
  TRAWL_RETURN_IF_ERROR(load(Family::kMeta, 0, block, key, decode_snapshot_block, &entries_));
  return pointer_to(entries_.block.get(), number.value % kEntriesPerBlock, Family::kMeta);
}

Result<const FileRecord*> IndexReader::whole_file(EntryNumber entry, const TreeId& tree,
                                                  uint32_t rank) {
  const uint32_t block = rank / kFilesPerBlock;
  const auto key = [&] { return tree_key(tree, block); };
  TRAWL_RETURN_IF_ERROR(load(Family::kTrees, entry.value, block, key, decode_tree_block, &files_));
  return pointer_to(files_.block.get(), rank % kFilesPerBlock, Family::kTrees);
}

Result<std::string_view> IndexReader::whole_path(EntryNumber entry, const TreeId& tree,
                                                 uint32_t rank) {
  if (view()->generation().cache() != nullptr) {  // it holds one record for each key
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, whole_file(entry, tree, rank));
    return std::string_view(file->path);
  }
  const uint32_t block = rank / kFilesPerBlock;
  const auto key = [&] { return tree_key(tree, block); };
  TRAWL_RETURN_IF_ERROR(load(Family::kTrees, entry.value, block, key, decode_tree_paths, &paths_));
  const uint32_t index = rank % kFilesPerBlock;
  if (paths_.block == nullptr) return missing(Family::kTrees);
  if (index >= paths_.block->ends.size()) return beyond_block(Family::kTrees);
  return paths_.block->of(index);
}

Result<FileOrigin> IndexReader::origin_of(EntryNumber entry, const StoredTree& tree,
                                          uint32_t rank) {
  uint32_t block = 0;
  EditBlockStart start;
  if (has_edit_table(tree)) {
    const auto key = [&] { return record_key(tree, block_count(tree)); };
    TRAWL_RETURN_IF_ERROR(
        load(Family::kTrees, entry.value, 0, key, decode_edit_table, &edit_table_));
    if (edit_table_.block == nullptr) return missing(Family::kTrees);
    block = find_edit_block(*edit_table_.block, rank);
    if (block != 0) start = (*edit_table_.block)[block - 1];
  }
  const auto key = [&] { return record_key(tree, block); };
  TRAWL_RETURN_IF_ERROR(load(Family::kTrees, entry.value, block, key, decode_edit_block, &edits_));
  if (edits_.block == nullptr) return missing(Family::kTrees);
  return find_file(*edits_.block, start, rank, tree.form.base_files);
}

Result<const FileRecord*> IndexReader::delta_file(EntryNumber entry, const StoredTree& tree,
                                                  uint32_t rank) {
  TRAWL_ASSIGN_OR_RETURN(const FileOrigin origin, origin_of(entry, tree, rank));
  if (!origin.position) return &origin.edit->file;
  TRAWL_ASSIGN_OR_RETURN(const FileRecord* in_base,
                         whole_file(entry, tree.form.base, *origin.position));
  if (origin.edit == nullptr) return in_base;
  changed_ = origin.edit->file;
  changed_.path = in_base->path;
  return &changed_;
}

Result<const FileRecord*> IndexReader::file(const Place& place) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, this->entry(place.entry));
  if (entry->form.is_delta()) {
    return delta_file(place.entry, entry->stored_tree(), place.rank.value);
  }
  return whole_file(place.entry, entry->tree, place.rank.value);
}

Result<std::string_view> IndexReader::path(const Place& place) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, this->entry(place.entry));
  if (!entry->form.is_delta()) return whole_path(place.entry, entry->tree, place.rank.value);
  TRAWL_ASSIGN_OR_RETURN(const FileOrigin origin,
                         origin_of(place.entry, entry->stored_tree(), place.rank.value));
  if (!origin.position) return std::string_view(origin.edit->file.path);
  return whole_path(place.entry, entry->form.base, *origin.position);
}

}  // namespace trawl
