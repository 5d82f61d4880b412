// Documents: one for each unique content, with what follows from its bytes alone. Packed
// kDocumentsPerBlock per record.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

struct DocumentRecord {
  uint64_t size = 0;   // bytes
  uint32_t lines = 0;  // a last line without '\n' counts
  bool valid_utf8 = false;
  // Its chunks are consecutive and follow those of the document before. An empty document has none:
  // this is then the number of the next document's first chunk.
  ChunkNumber first_chunk;
  uint32_t chunk_count = 0;
  DocumentDigest digest;
  friend bool operator==(const DocumentRecord&, const DocumentRecord&) = default;
};

// A block of consecutive documents, at most kDocumentsPerBlock.
std::string encode_document_block(std::span<const DocumentRecord> documents);
Result<std::vector<DocumentRecord>> decode_document_block(std::string_view bytes);

// The value in `blobs`: the document's number.
std::string encode_blob_value(DocumentNumber document);
Result<DocumentNumber> decode_blob_value(std::string_view bytes);

}  // namespace trawl
