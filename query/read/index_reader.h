// What one thread reads a snapshot with, block by block.
//
// From a candidate chunk to its printed line it reads a block of chunks, of places, of a tree and
// of the snapshot, and the frames: records whose size does not grow with the corpus. The last block
// of each kind is kept, since neighbours are asked for together; a generation with a cache keeps
// more, as they were decoded.
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
#include "query/read/generation.h"
#include "query/read/snapshot_view.h"

namespace trawl {

// Made in microseconds of a view that others share. One object, one thread; movable.
class IndexReader {
 public:
  explicit IndexReader(std::shared_ptr<const SnapshotView> view);
  // Opens the last published generation for this reader alone: see Generation::open and
  // SnapshotView::open.
  static Result<IndexReader> open(const std::string& directory, const std::string& snapshot,
                                  std::span<const Family> families = kAllFamilies,
                                  uint64_t cache_bytes = 0);
  // A reader of the same snapshot with other families: see Generation::with_families.
  Result<IndexReader> with_families(std::span<const Family> families) const;

  // What readers in other threads can be made of.
  const std::shared_ptr<const SnapshotView>& view() const { return open_->view; }
  const Manifest& manifest() const { return view()->generation().manifest(); }
  const SnapshotFacts& snapshot() const { return view()->facts(); }
  uint32_t segment_count() const { return view()->segment_count(); }
  const SegmentFacts& segment(SegmentOrdinal segment) const {
    return view()->segment(segment).facts();
  }
  // What the view gives.
  Result<uint32_t> chunks_in_unit(SegmentOrdinal segment, ChunkNumber first) const {
    return view()->chunks_in_unit(segment, first);
  }
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest) const {
    return view()->find(digest);
  }
  Result<std::vector<Hit>> hits(SegmentOrdinal segment, const RuleDigest& rule,
                                uint32_t block) const {
    return view()->hits(segment, rule, block);
  }
  Result<std::string> catalogue(const std::string& name) const {
    return view()->generation().catalogue(name);
  }

  Result<ChunkRecord> chunk(SegmentOrdinal segment, ChunkNumber number);
  Result<DocumentRecord> document(SegmentOrdinal segment, DocumentNumber number);
  // Where the snapshot has the document: empty when it has not. Valid until the next call.
  Result<std::span<const Place>> places(SegmentOrdinal segment, DocumentNumber number);

  uint32_t entry_count() const { return snapshot().entries; }
  // An entry stays valid until the next call.
  Result<const SnapshotEntry*> entry(EntryNumber number);
  // A file stays valid until the next call.
  Result<const FileRecord*> file(const Place& place);
  // Its path alone, which takes a fraction of the time. Valid until the next call.
  Result<std::string_view> path(const Place& place);

 private:
  // The block read last of one family.
  template <class Block>
  struct LastBlock {
    uint32_t owner = 0;  // segment or entry
    uint32_t number = 0;
    std::shared_ptr<const Block> block;  // null: none was read
  };
  // The decoded record under `key`, null when there is none: from the cache, or read, and kept
  // there.
  template <class Record, class Decode>
  Result<std::shared_ptr<const Record>> decoded(Family family, std::string_view key, Decode decode);
  // Makes `*last` the block `number` of `owner`, under the key that `key()` gives, unless it is
  // that already. A block that is not there is null.
  template <class Block, class Key, class Decode>
  Status load(Family family, uint32_t owner, uint32_t number, Key key, Decode decode,
              LastBlock<Block>* last);
  // What goes together when a reader is moved: cursors end before the store that they read.
  struct Open {
    std::shared_ptr<const SnapshotView> view;
    // What decoded() reads with, by family; blocks are asked for in ascending order, mostly.
    std::array<std::optional<PointCursor>, kFamilyCount> cursors;
  };
  std::unique_ptr<Open> open_;
  LastBlock<std::vector<ChunkRecord>> chunks_;
  LastBlock<std::vector<DocumentRecord>> documents_;
  LastBlock<PlacesBlock> places_;
  LastBlock<std::vector<SnapshotEntry>> entries_;
  LastBlock<std::vector<FileRecord>> files_;
  LastBlock<TreePaths> paths_;
};

}  // namespace trawl
