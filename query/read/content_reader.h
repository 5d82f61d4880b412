// Reads the bytes of chunks from their frames, and puts giant lines together again.
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

// A chunk, or all chunks of one giant line.
struct Unit {
  ChunkRecord first;  // its first chunk
  uint32_t chunk_count = 0;
  std::string_view content;  // of all its chunks; valid until the reader's next call
};

// Decompresses chunks of one snapshot's segments. It keeps the last frame it decompressed, because
// several chunks may share one, but gives back the memory of a giant line. One object, one thread;
// movable. Errors: kCorruption, with the number of the frame if there is one.
class ContentReader {
 public:
  explicit ContentReader(std::shared_ptr<const SnapshotView> view);

  // The bytes of one chunk, valid until the next call.
  Result<std::string_view> chunk(SegmentOrdinal segment, const ChunkRecord& chunk);
  // The bytes of consecutive chunks as one text, valid until the next call. A single chunk's bytes
  // are not copied. Chunk is ChunkRecord or derived from it.
  template <class Chunk>
  Result<std::string_view> join(SegmentOrdinal segment, std::span<const Chunk> chunks);
  // The unit of chunks `first` to `first` + `count` - 1. Their records are read through `records`,
  // a reader of the same snapshot. REQUIRES: count > 0.
  Result<Unit> unit(SegmentOrdinal segment, ChunkNumber first, uint32_t count,
                    IndexReader* records);

 private:
  // Makes content_ the content of this frame.
  Status load(SegmentOrdinal segment, FrameNumber frame);
  Status decompress(const OpenSegment& segment, std::string_view key, FrameNumber frame);
  // Empties joined_ and gives back the memory of a giant line.
  void begin_joining();
  // Appends a chunk to joined_.
  Status append(SegmentOrdinal segment, const ChunkRecord& chunk);

  std::shared_ptr<const SnapshotView> view_;
  PointCursor frames_;  // must be destroyed before what view_ keeps open
  std::unordered_map<const Dictionary*, FrameDecompressor> decompressors_;
  std::optional<std::pair<SegmentOrdinal, FrameNumber>> loaded_;
  std::shared_ptr<const std::string> kept_;  // the frame in the cache; null if it is not cached
  std::string_view content_;                 // the frame's bytes, in kept_ or in its decompressor
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
