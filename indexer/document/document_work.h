// What the parallel stages make of one new document, on its way to its segment. Plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/document/chunker.h"
#include "indexer/document/document_hits.h"
#include "indexer/format/blob.h"
#include "indexer/format/document.h"
#include "indexer/format/ids.h"

namespace trawl {

// From this size on, no buffer of a document is copied to make it fit, which would hold it twice.
inline constexpr uint64_t kLargeDocument = 1 << 20;

// What only a few documents have. It is not in DocumentWork itself, of which each document has one
// in memory until its segment closes.
struct DocumentNotes {
  ContentFacts facts;
  // Contents that the build has met since the document before, and that are not indexed.
  std::vector<UnindexedContent> unindexed;
};

// One new document, processed. Frames are plain text until there is a dictionary, then zstd frames.
struct DocumentWork {
  std::string name;     // where it was first met, "repository/path"; until it is processed
  std::string content;  // until it is processed
  DocumentDigest digest;
  uint64_t size = 0;
  uint32_t lines = 0;
  TextEncoding encoding = TextEncoding::kUtf8;
  std::vector<ChunkExtent> chunks;
  std::vector<uint32_t> frame_sizes;  // bytes of each chunk's frame in `frames`
  std::string frames;                 // the frames one after another
  bool compressed = false;
  std::string grams;                    // put_grams() of each chunk, one after another
  std::shared_ptr<SpillFile> spill;     // has them instead if the document is very large
  std::string_view spilled_grams = {};  // in `spill`
  DocumentHits hits;
  std::shared_ptr<const DocumentNotes> notes;  // null when there are none

  std::string_view gram_lists() const {
    return spill == nullptr ? std::string_view(grams) : spilled_grams;
  }

  // The bytes of memory it holds once processed. It counts sizes, not capacities, because this
  // decides where a segment closes, which must not depend on how memory was allocated.
  uint64_t held_bytes() const {
    return sizeof *this + frames.size() + grams.size() +
           chunks.size() * (sizeof(ChunkExtent) + sizeof(uint32_t)) + hits.bytes() +
           (notes == nullptr
                ? 0
                : sizeof(DocumentNotes) + notes->unindexed.size() * sizeof(UnindexedContent));
  }
};

}  // namespace trawl
