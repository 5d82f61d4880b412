// Cuts a document into chunks: line-aligned pieces of about kChunkSize, giant lines in groups of
// pieces. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl {

// A chunk before it has a number. Pieces of a document are consecutive and cover it; an empty
// document has none.
struct ChunkPiece {
  uint64_t offset = 0;       // bytes from the document's begin
  uint32_t length = 0;       // bytes, never 0
  uint32_t first_line = 1;   // 1-based
  uint32_t group_count = 0;  // at the first piece of a giant line: how many pieces it has; else 0
};

// Replaces `*pieces` by the document's chunks and returns its number of lines.
//
// A piece holds as many whole lines as fit kChunkSize, or one line of up to kGiantLine. A longer
// line is cut into pieces of kChunkSize that hold nothing else. The cut depends on the document's
// bytes alone.
uint32_t chunk_document(std::string_view document, std::vector<ChunkPiece>* pieces);

}  // namespace trawl
