// Chunks: line-aligned pieces of documents, the unit of posting lists, and groups: the chunks of
// one giant line.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

struct ChunkRecord {
  DocumentNumber document;
  uint32_t first_line = 1;    // 1-based number of the line its first byte belongs to
  uint64_t offset = 0;        // of its first byte in the document
  uint32_t length = 0;        // bytes, never 0
  FrameNumber frame;          // the frame that holds its bytes
  uint32_t frame_offset = 0;  // of its first byte in the frame's content
  friend bool operator==(const ChunkRecord&, const ChunkRecord&) = default;
};

// The chunk's bytes in the content of its frame; nullopt when it lies beyond that.
std::optional<std::string_view> chunk_bytes(const ChunkRecord& chunk, std::string_view frame);

// A block of consecutive chunks, at most kChunksPerBlock.
std::string encode_chunk_block(std::span<const ChunkRecord> chunks);
Result<std::vector<ChunkRecord>> decode_chunk_block(std::string_view bytes);

// Chunks first, first+1, ... first+count-1 together hold one line; count >= 2.
struct ChunkGroup {
  ChunkNumber first;
  uint32_t count = 0;
  friend bool operator==(const ChunkGroup&, const ChunkGroup&) = default;
};

// All groups of a segment, ascending and disjoint.
std::string encode_group_table(std::span<const ChunkGroup> groups);
Result<std::vector<ChunkGroup>> decode_group_table(std::string_view bytes);

}  // namespace trawl
