// Reads a snapshot block by block, for one thread.
//
// To get from a candidate chunk to its printed line, it reads a block of chunks, of places, of a
// tree and of the snapshot, and the frames. None of these records grows with the corpus. It keeps
// the last block of each kind, because neighbours are read together. If the generation has a cache,
// decoded records stay there too.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/document.h"
#include "indexer/format/places.h"
#include "indexer/format/snapshot.h"
#include "indexer/format/tree.h"
#include "indexer/format/tree_block.h"
#include "indexer/format/tree_delta.h"
#include "query/read/generation.h"
#include "query/read/place_reader.h"
#include "query/read/snapshot_view.h"

namespace trawl {

// Takes microseconds to make from a view that others share. One object, one thread; movable.
class IndexReader {
 public:
  explicit IndexReader(const std::shared_ptr<const SnapshotView>& view);
  // Opens the last published generation for this reader alone. See Generation::open and
  // SnapshotView::open.
  static Result<IndexReader> open(const std::string& directory, const std::string& snapshot,
                                  std::span<const Family> families = kAllFamilies,
                                  uint64_t cache_bytes = 0);
  // A reader of the same snapshot with other families. See Generation::with_families.
  Result<IndexReader> with_families(std::span<const Family> families) const;

  // The view, from which readers in other threads can be made.
  const std::shared_ptr<const SnapshotView>& view() const { return open_->view; }
  const Manifest& manifest() const { return view()->generation().manifest(); }
  const SnapshotFacts& snapshot() const { return view()->facts(); }
  uint32_t segment_count() const { return view()->segment_count(); }
  const SegmentFacts& segment(SegmentOrdinal segment) const {
    return view()->segment(segment).facts();
  }
  // These call the view.
  Result<uint32_t> chunks_in_unit(SegmentOrdinal segment, ChunkNumber first) const {
    return view()->chunks_in_unit(segment, first);
  }
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest) const {
    return view()->find(digest);
  }
  // The same of a document that the snapshot must have; kCorruption with its file's name otherwise.
  Result<DocumentLocation> locate(const DocumentDigest& digest, std::string_view name) const;
  Result<std::vector<Hit>> hits(SegmentOrdinal segment, const RuleDigest& rule,
                                uint32_t block) const {
    return view()->hits(segment, rule, block);
  }
  Result<std::string> catalogue(const std::string& name) const {
    return view()->generation().catalogue(name);
  }

  Result<ChunkRecord> chunk(SegmentOrdinal segment, ChunkNumber number);
  Result<DocumentRecord> document(SegmentOrdinal segment, DocumentNumber number);
  // The document's places in the snapshot; empty if it has none. Valid until the next call.
  Result<std::span<const Place>> places(SegmentOrdinal segment, DocumentNumber number) {
    return open_->places.places(segment, number);
  }

  uint32_t entry_count() const { return snapshot().entries; }
  // The entry stays valid until the next call.
  Result<const SnapshotEntry*> entry(EntryNumber number);
  // The file stays valid until the next call.
  Result<const FileRecord*> file(const Place& place);
  // The file's path alone, in a fraction of the time. Valid until the next call.
  Result<std::string_view> path(const Place& place);

 private:
  // The last block that was read of one family.
  template <class Block>
  struct LastBlock {
    uint32_t owner = 0;  // segment or entry that the block belongs to
    uint32_t number = 0;
    std::shared_ptr<const Block> block;  // null if none was read
  };
  // The decoded record under `key`, from the cache or from the store; null if there is none. What
  // is read from the store is put into the cache.
  template <class Record, class Decode>
  Result<std::shared_ptr<const Record>> decoded(Family family, std::string_view key, Decode decode);
  // Makes `*last` the block `number` of `owner`, unless it is that block already. `key()` gives the
  // block's key. The block is null if the store has no record for it.
  template <class Block, class Key, class Decode>
  Status load(Family family, uint32_t owner, uint32_t number, Key key, Decode decode,
              LastBlock<Block>* last);
  // Members that move together. Cursors must be destroyed before the store that they read.
  struct Open {
    std::shared_ptr<const SnapshotView> view;
    // The cursors that decoded() reads with, by family. Blocks are mostly read in ascending order.
    std::array<std::optional<PointCursor>, kFamilyCount> cursors;
    PlaceReader places;
  };
  // The file `rank` of a tree that is stored whole, and its path.
  Result<const FileRecord*> whole_file(EntryNumber entry, const TreeId& tree, uint32_t rank);
  Result<std::string_view> whole_path(EntryNumber entry, const TreeId& tree, uint32_t rank);
  // Where a file of a tree that is stored as a delta comes from. Valid until the next call.
  Result<FileOrigin> origin_of(EntryNumber entry, const StoredTree& tree, uint32_t rank);
  Result<const FileRecord*> delta_file(EntryNumber entry, const StoredTree& tree, uint32_t rank);

  std::unique_ptr<Open> open_;
  LastBlock<std::vector<ChunkRecord>> chunks_;
  LastBlock<std::vector<DocumentRecord>> documents_;
  LastBlock<std::vector<SnapshotEntry>> entries_;
  LastBlock<std::vector<FileRecord>> files_;
  LastBlock<TreePaths> paths_;
  LastBlock<std::vector<TreeEdit>> edits_;
  LastBlock<std::vector<EditBlockStart>> edit_table_;
  FileRecord changed_;  // a file with a path of a base, and all else of an edit
};

}  // namespace trawl
