// One pinned generation with one of its snapshots: what a search reads, block by block.
//
// From a candidate chunk to its printed line it reads a block of chunks, of places, of a tree and
// of the snapshot, and the frames: records whose size does not grow with the corpus. The last block
// of each kind is kept, since neighbours are asked for together; a process that makes many searches
// has it keep more, as they were decoded.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/document.h"
#include "indexer/format/frame.h"
#include "indexer/format/gram.h"
#include "indexer/format/hit.h"
#include "indexer/format/places.h"
#include "indexer/format/snapshot.h"
#include "indexer/format/tree.h"
#include "indexer/store/publication.h"
#include "indexer/store/record_cache.h"

namespace trawl {

// A segment by its position among those of the snapshot.
struct SegmentOrdinal {
  uint32_t value = 0;
  friend auto operator<=>(const SegmentOrdinal&, const SegmentOrdinal&) = default;
};

// Where a document is.
struct DocumentLocation {
  SegmentOrdinal segment;
  DocumentNumber document;
};

// What a search reads; what reads documents whole; what lists files or their hits.
inline constexpr std::array kSearchFamilies = {Family::kMeta,    Family::kTrees,
                                               Family::kPlaces,  Family::kChunks,
                                               Family::kContent, Family::kPostings};
inline constexpr std::array kShowFamilies = {Family::kMeta,      Family::kTrees,  Family::kBlobs,
                                             Family::kDocuments, Family::kChunks, Family::kContent};
inline constexpr std::array kFilesFamilies = {Family::kMeta, Family::kTrees};
inline constexpr std::array kListFamilies = {Family::kMeta, Family::kTrees, Family::kPlaces,
                                             Family::kHits};

// One object, one thread; posting_list and those of frames may be called from any.
class IndexReader {
 public:
  // Opens the last published generation. An empty name takes the snapshot published last. kNotFound
  // for a snapshot that does not exist names those that do. What is in other families than
  // `families` cannot be read. Up to `cache_bytes` of records that were read are kept.
  static Result<IndexReader> open(const std::string& directory, const std::string& snapshot,
                                  std::span<const Family> families = kAllFamilies,
                                  uint64_t cache_bytes = 0);

  // Opens other families of the generation and the snapshot that this one has, whatever was
  // published since: for what few need. REQUIRES: this one stays open, which keeps its files.
  Result<IndexReader> with_families(std::span<const Family> families) const;

  const Manifest& manifest() const { return open_->index.manifest; }
  const SnapshotFacts& snapshot() const { return *snapshot_; }
  uint32_t segment_count() const { return static_cast<uint32_t>(segments_.size()); }
  const SegmentFacts& segment(SegmentOrdinal segment) const { return *segments_[segment.value]; }
  // The giant lines of a segment, ascending; read on first use.
  Result<const std::vector<ChunkGroup>*> groups(SegmentOrdinal segment);
  // The number of chunks in the unit that begins with `first`: one, or a giant line's.
  Result<uint32_t> chunks_in_unit(SegmentOrdinal segment, ChunkNumber first);

  // The coded posting list of a gram, never of length 0; null when the segment does not hold the
  // gram. A damaged list is not taken for none, which would rule the segment out.
  Result<std::shared_ptr<const std::string>> posting_list(SegmentOrdinal segment, Gram gram) const;
  // What frame() reads with; one for each thread.
  PointCursor frames() const { return open_->index.store.points(Family::kContent); }
  // The zstd frame `number`, valid until the cursor's next.
  Result<std::string_view> frame(SegmentOrdinal segment, FrameNumber number,
                                 PointCursor* frames) const;
  // The content of a frame that keep_content() was given before, if it is still there.
  std::shared_ptr<const std::string> kept_content(SegmentOrdinal segment, FrameNumber number) const;
  // No-op without a cache.
  void keep_content(SegmentOrdinal segment, FrameNumber number, std::string_view content) const;
  // The segment's dictionary, shared by all that decompress.
  Result<const Dictionary*> dictionary(SegmentOrdinal segment);

  Result<ChunkRecord> chunk(SegmentOrdinal segment, ChunkNumber number);
  Result<DocumentRecord> document(SegmentOrdinal segment, DocumentNumber number);
  // Where the snapshot has the document: empty when it has not. Valid until the next call.
  Result<std::span<const Place>> places(SegmentOrdinal segment, DocumentNumber number);

  // The YAML of a catalogue that the index has. kNotFound names those that it has, and what adds
  // one.
  Result<std::string> catalogue(const std::string& name) const;

  bool keeps_content() const { return cache_ != nullptr; }
  // Bytes of the records that are kept.
  uint64_t cached_bytes() const { return cache_ != nullptr ? cache_->bytes() : 0; }

  uint32_t entry_count() const { return snapshot_->entries; }
  // An entry stays valid until the next call.
  Result<const SnapshotEntry*> entry(EntryNumber number);
  // A file stays valid until the next call.
  Result<const FileRecord*> file(const Place& place);
  // Its path alone, which takes a fraction of the time. Valid until the next call.
  Result<std::string_view> path(const Place& place);
  // The document with this digest, in a segment of the snapshot; nullopt when there is none.
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest) const;
  // A block of a rule's hits in a segment; empty behind the last.
  Result<std::vector<Hit>> hits(SegmentOrdinal segment, const RuleDigest& rule,
                                uint32_t block) const;

 private:
  // The block read last of one family.
  template <class Block>
  struct LastBlock {
    uint32_t owner = 0;  // segment or entry
    uint32_t number = 0;
    std::shared_ptr<const Block> block;  // null: none was read
  };
  IndexReader(PublishedIndex index, const SnapshotFacts* snapshot, uint64_t cache_bytes);
  // A reader of an index that is open. An empty name as in open().
  static Result<IndexReader> of(PublishedIndex index, const std::string& snapshot,
                                uint64_t cache_bytes);
  // The decoded record under `key`, null when there is none: from the cache, or read, and kept
  // there.
  template <class Record, class Decode>
  Result<std::shared_ptr<const Record>> decoded(Family family, std::string_view key, Decode decode);
  // Makes `*last` the block `number` of `owner`, under the key that `key()` gives, unless it is
  // that already. A block that is not there is null.
  template <class Block, class Key, class Decode>
  Status load(Family family, uint32_t owner, uint32_t number, Key key, Decode decode,
              LastBlock<Block>* last);
  // Reads it from the store, false when there is none; `key` is that of a long list.
  Result<bool> read_posting_list(std::string_view key, SegmentOrdinal segment, Gram gram,
                                 std::string* bytes) const;

  // What goes together when a reader is moved: cursors end before the store that they read.
  struct OpenIndex {
    PublishedIndex index;
    // What decoded() reads with, by family; blocks are asked for in ascending order, mostly.
    std::array<std::optional<PointCursor>, kFamilyCount> cursors;
  };
  std::unique_ptr<OpenIndex> open_;
  std::unique_ptr<RecordCache> cache_;  // null: nothing is kept
  const SnapshotFacts* snapshot_;
  std::vector<const SegmentFacts*> segments_;
  std::vector<std::optional<std::vector<ChunkGroup>>> groups_;
  std::unordered_map<DictionaryId, std::unique_ptr<Dictionary>> dictionaries_;
  LastBlock<std::vector<ChunkRecord>> chunks_;
  LastBlock<std::vector<DocumentRecord>> documents_;
  LastBlock<PlacesBlock> places_;
  LastBlock<std::vector<SnapshotEntry>> entries_;
  LastBlock<std::vector<FileRecord>> files_;
  LastBlock<TreePaths> paths_;
};

}  // namespace trawl
