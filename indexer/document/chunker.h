// Cuts a document into chunks: line-aligned pieces of about kChunkSize, or a group of chunks for a
// giant line. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl {

// Where a chunk lies in its document, before the chunk has a number. The chunks of a document are
// consecutive and cover it; an empty document has none.
struct ChunkExtent {
  uint64_t offset = 0;       // bytes from the document's start
  uint32_t length = 0;       // bytes, never 0
  uint32_t first_line = 1;   // 1-based
  uint32_t group_count = 0;  // at the first chunk of a giant line: its number of chunks; else 0
};

// Replaces `*chunks` by the document's chunks and returns its number of lines.
//
// A chunk holds as many whole lines as fit kChunkSize, or one line of up to kGiantLine. A longer
// line is cut into chunks of kChunkSize that hold nothing else: a group. The cut depends only on
// the document's bytes.
uint32_t chunk_document(std::string_view document, std::vector<ChunkExtent>* chunks);

}  // namespace trawl
