// What the parallel stages make of one new document, on its way to its segment. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/format/ids.h"
#include "indexer/stages/chunker.h"

namespace trawl {

// A line of the document that a rule matches.
struct DocumentHit {
  uint32_t rule = 0;  // index in the build's rules
  uint32_t line = 0;  // 1-based
  bool has_text = true;
  std::string text;
};

// One new document, worked out. Frames are plain text until a dictionary is there, then zstd
// frames.
struct DocumentWork {
  uint32_t segment = 0;  // ordinal of its segment in this build
  std::string name;      // "repository/path" that it was first met at, until it is worked out
  std::string content;   // until it is worked out
  DocumentDigest digest;
  uint64_t size = 0;
  uint32_t lines = 0;
  bool valid_utf8 = false;
  std::vector<ChunkPiece> pieces;
  std::vector<uint32_t> frame_sizes;  // bytes of each piece's frame in `frames`
  std::string frames;                 // the frames one behind another
  bool compressed = false;
  std::string grams;              // put_grams() of each piece, one behind another
  std::vector<DocumentHit> hits;  // ascending by (line, rule)

  uint64_t memory() const {
    return sizeof *this + frames.capacity() + grams.capacity() +
           pieces.capacity() * sizeof(ChunkPiece) + frame_sizes.capacity() * sizeof(uint32_t);
  }
};

}  // namespace trawl
