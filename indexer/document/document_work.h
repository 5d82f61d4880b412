// What the parallel stages make of one new document, on its way to its segment. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/document/chunker.h"
#include "indexer/document/document_hits.h"
#include "indexer/format/ids.h"

namespace trawl {

// From this size on a document's buffers are not held twice to make them fit.
inline constexpr uint64_t kLargeDocument = 1 << 20;

// One new document, worked out. Frames are plain text until a dictionary is there, then zstd
// frames.
struct DocumentWork {
  std::string name;     // "repository/path" that it was first met at, until it is worked out
  std::string content;  // until it is worked out
  DocumentDigest digest;
  uint64_t size = 0;
  uint32_t lines = 0;
  bool valid_utf8 = false;
  std::vector<ChunkExtent> chunks;
  std::vector<uint32_t> frame_sizes;  // bytes of each chunk's frame in `frames`
  std::string frames;                 // the frames one after another
  bool compressed = false;
  std::string grams;  // put_grams() of each chunk, one after another
  DocumentHits hits;

  // Bytes it holds once worked out. By sizes, not capacities: where a segment closes follows from
  // this, and must not depend on how the memory came about.
  uint64_t held_bytes() const {
    return sizeof *this + frames.size() + grams.size() +
           chunks.size() * (sizeof(ChunkExtent) + sizeof(uint32_t)) + hits.bytes();
  }
};

}  // namespace trawl
