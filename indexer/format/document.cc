// A block: varint count, then a column for each field, so that similar values lie together.
#include "indexer/format/document.h"

#include <cassert>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {
constexpr uint8_t kValidUtf8 = 1;
}  // namespace

std::string encode_document_block(std::span<const DocumentRecord> documents) {
  std::string out;
  put_varint(&out, documents.size());
  // Chunks are consecutive over the block's documents, so the first number and the counts are
  // enough.
  put_varint(&out, documents.empty() ? 0 : documents.front().first_chunk.value);
  [[maybe_unused]] uint32_t chunk = documents.empty() ? 0 : documents.front().first_chunk.value;
  for (const DocumentRecord& document : documents) {
    assert(document.first_chunk.value == chunk);
    chunk += document.chunk_count;
    put_varint(&out, document.chunk_count);
  }
  for (const DocumentRecord& document : documents) put_varint(&out, document.size);
  for (const DocumentRecord& document : documents) put_varint(&out, document.lines);
  for (const DocumentRecord& document : documents)
    put_u8(&out, document.valid_utf8 ? kValidUtf8 : 0);
  for (const DocumentRecord& document : documents) out.append(document.digest.view());
  return out;
}

Result<std::vector<DocumentRecord>> decode_document_block(std::string_view bytes) {
  Decoder decoder(bytes, "document block");
  std::vector<DocumentRecord> documents(decoder.varint_at_most(kDocumentsPerBlock));
  uint32_t chunk = decoder.varint32();
  for (DocumentRecord& document : documents) {
    document.first_chunk = {chunk};
    document.chunk_count = decoder.varint32();
    if (document.chunk_count > UINT32_MAX - chunk) decoder.fail();
    chunk += document.chunk_count;
  }
  for (DocumentRecord& document : documents) document.size = decoder.varint();
  for (DocumentRecord& document : documents) document.lines = decoder.varint32();
  for (DocumentRecord& document : documents) {
    const uint8_t flags = decoder.u8();
    if (flags > kValidUtf8) decoder.fail();
    document.valid_utf8 = flags == kValidUtf8;
  }
  for (DocumentRecord& document : documents) {
    const std::string_view digest = decoder.bytes(DocumentDigest::kBytes);
    if (decoder.is_ok()) document.digest = DocumentDigest::from_view(digest);
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return documents;
}

std::string encode_blob_value(DocumentNumber document) {
  std::string out;
  put_varint(&out, document.value);
  return out;
}

Result<DocumentNumber> decode_blob_value(std::string_view bytes) {
  Decoder decoder(bytes, "blob value");
  const DocumentNumber document{decoder.varint32()};
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return document;
}

}  // namespace trawl
