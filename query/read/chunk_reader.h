// The bytes of chunks, out of the frames that hold them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/frame.h"
#include "query/read/index_reader.h"

namespace trawl {

// Decompresses chunks of one snapshot's segments. It keeps the frame it decompressed last, since
// several chunks may share one. One object, one thread; the dictionaries must outlive it.
class ChunkReader {
 public:
  // `dictionaries` by segment of the reader.
  ChunkReader(const IndexReader* reader, std::vector<const Dictionary*> dictionaries);

  // The chunk's bytes, valid until the next call.
  Result<std::string_view> read(SegmentOrdinal segment, const ChunkRecord& chunk);

 private:
  // Sets content_ to the frame's.
  Status load(SegmentOrdinal segment, FrameNumber frame);

  const IndexReader* reader_;
  std::vector<const Dictionary*> dictionaries_;
  std::unordered_map<const Dictionary*, FrameDecompressor> decompressors_;
  std::optional<std::pair<SegmentOrdinal, FrameNumber>> loaded_;
  PointCursor frames_;
  std::shared_ptr<const std::string> kept_;
  std::string_view content_;  // of the frame, in kept_ or in its decompressor
};

}  // namespace trawl
