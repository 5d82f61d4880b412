// Documents: one for each unique content, with what follows from its bytes alone. Packed
// kDocumentsPerBlock per record.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/content_facts.h"
#include "indexer/format/ids.h"

namespace trawl {

// How the file that a document came from codes its characters. The numbers are on disk: explicit,
// never reused. Those after kOther are reserved for files that are turned into UTF-8.
enum class TextEncoding : uint8_t {
  kUtf8 = 0,   // valid UTF-8
  kOther = 1,  // any other bytes, which are indexed as they are
  kUtf16Le = 2,
  kUtf16Be = 3,
  kLatin1 = 4,
};
inline constexpr uint8_t kTextEncodingCount = 5;

struct DocumentRecord {
  uint64_t size = 0;  // bytes
  // Of the file that it came from, if that is another number because the text was turned into
  // UTF-8.
  std::optional<uint64_t> file_size;
  uint32_t lines = 0;  // a last line without '\n' counts
  TextEncoding encoding = TextEncoding::kUtf8;
  ContentFacts facts;
  // Its chunks are consecutive and follow those of the document before. An empty document has none:
  // this is then the number of the next document's first chunk.
  ChunkNumber first_chunk;
  uint32_t chunk_count = 0;
  DocumentDigest digest;
  uint64_t size_of_file() const { return file_size.value_or(size); }
  friend bool operator==(const DocumentRecord&, const DocumentRecord&) = default;
};

// A block of consecutive documents, at most kDocumentsPerBlock.
std::string encode_document_block(std::span<const DocumentRecord> documents);
Result<std::vector<DocumentRecord>> decode_document_block(std::string_view bytes);

}  // namespace trawl
