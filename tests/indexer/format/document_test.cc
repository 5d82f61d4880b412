#include "indexer/format/document.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/format/hash_kind.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

std::vector<DocumentRecord> random_documents(uint32_t seed, size_t count, uint32_t first_chunk) {
  std::mt19937 random(seed);
  std::vector<DocumentRecord> documents(count);
  for (DocumentRecord& document : documents) {
    document.chunk_count = random() % 4;
    document.first_chunk = {first_chunk};
    first_chunk += document.chunk_count;
    document.size = document.chunk_count * uint64_t{random() % 20'000};
    document.lines = random() % 1000;
    document.encoding = static_cast<TextEncoding>(random() % kTextEncodingCount);
    document.facts.begins_with_semicolon = random() % 2 == 0;
    document.facts.has_generated_mark = random() % 2 == 0;
    document.facts.speaks_of_tests = random() % 2 == 0;
    if (random() % 2 == 0) document.facts.interpreter = "sh" + std::to_string(random() % 200);
    if (random() % 2 == 0) document.file_size = document.size + 1 + random() % 20'000;
    for (uint8_t& byte : document.digest.bytes) byte = static_cast<uint8_t>(random());
  }
  return documents;
}

TEST(DocumentBlock, RoundTrips) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{2}, size_t{kDocumentsPerBlock}}) {
    const auto documents = random_documents(static_cast<uint32_t>(count), count, 77);
    EXPECT_EQ(decode_document_block(encode_document_block(documents)).value(), documents);
  }
}

TEST(DocumentBlock, HoldsTheLargestValues) {
  DocumentRecord document;
  document.size = UINT64_MAX;
  document.lines = UINT32_MAX;
  document.file_size = UINT64_MAX - 1;
  document.encoding = TextEncoding::kLatin1;
  document.facts = {true, true, true, std::string(kLongestInterpreter, 'x')};
  document.first_chunk = {UINT32_MAX - 5};
  document.chunk_count = 5;
  const std::vector<DocumentRecord> documents = {document};
  EXPECT_EQ(decode_document_block(encode_document_block(documents)).value(), documents);
}

TEST(DocumentBlock, SurvivesDamage) {
  expect_survives_damage(encode_document_block(random_documents(1, 5, 200)), decode_document_block);
  expect_survives_damage(encode_document_block({}), decode_document_block);
}

TEST(DocumentBlock, RefusesMoreThanABlockHolds) {
  const auto documents = random_documents(1, kDocumentsPerBlock + 1, 0);
  EXPECT_FALSE(decode_document_block(encode_document_block(documents)).is_ok());
}

TEST(DocumentBlock, RefusesChunkNumbersThatOverflow) {
  std::vector<DocumentRecord> documents(2);
  documents[0].first_chunk = {UINT32_MAX};
  documents[1].first_chunk = {UINT32_MAX};
  std::string bytes = encode_document_block(documents);
  bytes[7] = 1;  // the number of chunks of the first document
  EXPECT_FALSE(decode_document_block(bytes).is_ok());
}

TEST(DocumentBlock, AnotherKindOfHashIsRefusedInOneLine) {
  std::string bytes = encode_document_block(random_documents(1, 3, 0));
  bytes[0] = static_cast<char>(HashKind::kSha256);
  const Status status = decode_document_block(bytes).status();
  EXPECT_EQ(status.code(), StatusCode::kUnsupported);
  EXPECT_EQ(status.message(),
            "document block: its digests are SHA-256, this program reads only SHA-1");
}

// The number of bytes that this change of 256 equal documents adds to their block.
template <class Change>
size_t bytes_added(Change change) {
  std::vector<DocumentRecord> documents(kDocumentsPerBlock);
  for (DocumentRecord& document : documents) document.size = 300;
  const size_t before = encode_document_block(documents).size();
  for (size_t i = 0; i < documents.size(); ++i) change(i, &documents[i]);
  return encode_document_block(documents).size() - before;
}

TEST(DocumentBlock, FactsTakeAFewBytesABlock) {
  EXPECT_EQ(bytes_added([](size_t, DocumentRecord*) {}), 0U);
  EXPECT_EQ(bytes_added([](size_t, DocumentRecord* document) {
              document->facts.speaks_of_tests = document->facts.has_generated_mark = true;
              document->encoding = TextEncoding::kOther;
              document->file_size = std::nullopt;
            }),
            0U);
  EXPECT_EQ(bytes_added([](size_t i, DocumentRecord* document) {
              if (i < 10) document->facts.interpreter = "python3";
            }),
            18U);  // the name with its length, and ten places
  EXPECT_EQ(bytes_added([](size_t i, DocumentRecord* document) {
              if (i < 10) document->file_size = 600;
            }),
            20U);
}

TEST(DocumentBlock, RefusesFactsThatThereAreNot) {
  std::vector<DocumentRecord> documents(1);
  documents[0].facts.interpreter = "sh";
  const std::string bytes = encode_document_block(documents);
  const size_t digest = bytes.size() - DocumentDigest::kBytes;
  // encoding, five facts, 1 interpreter, 2 bytes, 's', 'h', place
  const size_t encoding = digest - 11;
  const auto changed = [&](size_t at, char value) {
    std::string copy = bytes;
    copy[at] = value;
    return decode_document_block(copy).status().code();
  };
  EXPECT_EQ(changed(encoding, kTextEncodingCount), StatusCode::kCorruption);
  for (size_t fact = 1; fact <= 5; ++fact) {
    EXPECT_EQ(changed(encoding + fact, 2), StatusCode::kCorruption);  // of a second document
  }
  EXPECT_EQ(changed(digest - 1, 1), StatusCode::kCorruption);  // no such interpreter
  documents[0].facts.interpreter.clear();
  documents[0].size = documents[0].file_size.emplace(300);
  EXPECT_EQ(decode_document_block(encode_document_block(documents)).status().code(),
            StatusCode::kCorruption);  // the file's size is no other
}

}  // namespace
}  // namespace trawl
