// The bytes of chunks out of the frames that hold them, and giant lines put together again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/frame.h"
#include "query/read/index_reader.h"
#include "query/read/snapshot_view.h"

namespace trawl {

// A chunk, or the chunks that hold one giant line together.
struct Unit {
  ChunkRecord first;  // of its chunks
  uint32_t chunk_count = 0;
  std::string_view content;  // of all of them; valid until the reader's next call
};

// Decompresses chunks of one snapshot's segments. It keeps the frame that it decompressed last,
// since several chunks may share one, but not the memory that a giant line took. One object, one
// thread; movable. Errors: kCorruption, with the number of the frame where there is one.
class ContentReader {
 public:
  explicit ContentReader(std::shared_ptr<const SnapshotView> view);

  // The bytes of one chunk, valid until the next call.
  Result<std::string_view> chunk(SegmentOrdinal segment, const ChunkRecord& chunk);
  // The bytes of consecutive chunks as one text, valid until the next call; those of a single chunk
  // are not copied. A Chunk is a ChunkRecord or derived from it.
  template <class Chunk>
  Result<std::string_view> join(SegmentOrdinal segment, std::span<const Chunk> chunks);
  // The unit of chunks `first` to `first` + `count` - 1, whose records `records` reads, a reader of
  // the same snapshot. REQUIRES: count > 0.
  Result<Unit> unit(SegmentOrdinal segment, ChunkNumber first, uint32_t count,
                    IndexReader* records);

 private:
  // Makes content_ that of the frame.
  Status load(SegmentOrdinal segment, FrameNumber frame);
  Status decompress(const OpenSegment& segment, std::string_view key, FrameNumber frame);
  // Empties joined_, and gives back what a giant line took.
  void begin_joining();
  // Appends a chunk to joined_.
  Status append(SegmentOrdinal segment, const ChunkRecord& chunk);

  std::shared_ptr<const SnapshotView> view_;
  PointCursor frames_;  // ends before what view_ keeps open
  std::unordered_map<const Dictionary*, FrameDecompressor> decompressors_;
  std::optional<std::pair<SegmentOrdinal, FrameNumber>> loaded_;
  std::shared_ptr<const std::string> kept_;  // by the generation's cache; null: content_ is not
  std::string_view content_;                 // of the frame, in kept_ or in its decompressor
  std::string joined_;
};

template <class Chunk>
Result<std::string_view> ContentReader::join(SegmentOrdinal segment,
                                             std::span<const Chunk> chunks) {
  if (chunks.size() == 1) return chunk(segment, chunks.front());
  begin_joining();
  for (const ChunkRecord& each : chunks) TRAWL_RETURN_IF_ERROR(append(segment, each));
  return std::string_view(joined_);
}

}  // namespace trawl
