// A block: varint count, then a column for each field, so that similar values lie together.
#include "indexer/format/document.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"
#include "indexer/format/hash_kind.h"

namespace trawl {
namespace {

constexpr const char* kWhat = "document block";

// A fact of each document as one bit: RocksDB compresses the block, but next to random digests a
// column of bytes stays a byte a document unless it is constant.
using Bits = std::array<uint8_t, kDocumentsPerBlock / 8>;

bool has_bit(const Bits& bits, size_t document) {
  return (bits[document / 8] >> document % 8 & 1) != 0;
}

template <class Holds>
void put_bits(std::string* out, std::span<const DocumentRecord> documents, Holds holds) {
  std::string bits((documents.size() + 7) / 8, '\0');
  for (size_t i = 0; i < documents.size(); ++i) {
    if (holds(documents[i])) bits[i / 8] = static_cast<char>(bits[i / 8] | 1 << i % 8);
  }
  out->append(bits);
}

Bits take_bits(Decoder* decoder, size_t documents) {
  Bits bits{};
  for (size_t i = 0; i < (documents + 7) / 8; ++i) bits[i] = decoder->u8();
  for (size_t i = documents; i % 8 != 0; ++i) {
    if (has_bit(bits, i)) decoder->fail();
  }
  return bits;
}

bool has_interpreter(const DocumentRecord& document) {
  return !document.facts.interpreter.empty();
}
bool has_file_size(const DocumentRecord& document) {
  return document.file_size.has_value();
}

// A table of the block's interpreters in the order in which they come first, then the place of each
// document's in it.
void put_interpreters(std::string* out, std::span<const DocumentRecord> documents) {
  std::vector<std::string_view> table;
  std::string places;
  for (const DocumentRecord& document : documents) {
    const std::string& interpreter = document.facts.interpreter;
    if (interpreter.empty()) continue;
    const auto found = std::find(table.begin(), table.end(), interpreter);
    put_varint(&places, static_cast<uint64_t>(found - table.begin()));
    if (found == table.end()) table.push_back(interpreter);
  }
  put_varint(out, table.size());
  for (const std::string_view interpreter : table) put_string(out, interpreter);
  out->append(places);
}

void take_interpreters(Decoder* decoder, const Bits& which,
                       std::vector<DocumentRecord>* documents) {
  std::array<std::string_view, kDocumentsPerBlock> table;
  const uint64_t count = decoder->varint_at_most(kDocumentsPerBlock);
  for (uint64_t i = 0; i < count; ++i) {
    table[i] = decoder->string();
    if (table[i].empty() || table[i].size() > kLongestInterpreter) decoder->fail();
  }
  for (size_t i = 0; i < documents->size(); ++i) {
    if (!has_bit(which, i)) continue;
    const uint64_t place = decoder->varint();
    if (place >= count) decoder->fail();
    if (!decoder->is_ok()) return;
    (*documents)[i].facts.interpreter = table[place];
  }
}

void put_facts(std::string* out, std::span<const DocumentRecord> documents) {
  put_bits(out, documents,
           [](const auto& document) { return document.facts.begins_with_semicolon; });
  put_bits(out, documents, [](const auto& document) { return document.facts.has_generated_mark; });
  put_bits(out, documents, [](const auto& document) { return document.facts.speaks_of_tests; });
  put_bits(out, documents, has_interpreter);
  put_bits(out, documents, has_file_size);
  for (const DocumentRecord& document : documents) {
    if (document.file_size) put_varint(out, *document.file_size);
  }
  put_interpreters(out, documents);
}

void take_facts(Decoder* decoder, std::vector<DocumentRecord>* documents) {
  const size_t count = documents->size();
  const Bits semicolon = take_bits(decoder, count);
  const Bits mark = take_bits(decoder, count);
  const Bits tests = take_bits(decoder, count);
  const Bits interpreter = take_bits(decoder, count);
  const Bits file_size = take_bits(decoder, count);
  for (size_t i = 0; i < count; ++i) {
    DocumentRecord& document = (*documents)[i];
    document.facts.begins_with_semicolon = has_bit(semicolon, i);
    document.facts.has_generated_mark = has_bit(mark, i);
    document.facts.speaks_of_tests = has_bit(tests, i);
    if (!has_bit(file_size, i)) continue;
    document.file_size = decoder->varint();
    if (document.file_size == document.size) decoder->fail();
  }
  take_interpreters(decoder, interpreter, documents);
}

}  // namespace

std::string encode_document_block(std::span<const DocumentRecord> documents) {
  std::string out;
  put_hash_kind(&out);
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
    put_u8(&out, static_cast<uint8_t>(document.encoding));
  put_facts(&out, documents);
  for (const DocumentRecord& document : documents) out.append(document.digest.view());
  return out;
}

Result<std::vector<DocumentRecord>> decode_document_block(std::string_view bytes) {
  Decoder decoder(bytes, kWhat);
  TRAWL_RETURN_IF_ERROR(take_hash_kind(&decoder, kWhat));
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
    const uint8_t encoding = decoder.u8();
    if (encoding >= kTextEncodingCount) decoder.fail();
    document.encoding = static_cast<TextEncoding>(encoding);
  }
  take_facts(&decoder, &documents);
  for (DocumentRecord& document : documents) document.digest = take_id<DocumentDigest>(&decoder);
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return documents;
}

}  // namespace trawl
