#include "indexer/format/document.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "indexer/format/format.h"
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
    document.valid_utf8 = random() % 2 == 0;
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
  document.valid_utf8 = true;
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
  bytes[6] = 1;  // the number of chunks of the first document
  EXPECT_FALSE(decode_document_block(bytes).is_ok());
}

TEST(BlobValue, RoundTripsAndSurvivesDamage) {
  for (const uint32_t number : {0u, 127u, 128u, UINT32_MAX}) {
    const std::string bytes = encode_blob_value({number});
    EXPECT_EQ(decode_blob_value(bytes).value(), DocumentNumber{number});
    expect_survives_damage(bytes, decode_blob_value);
  }
}

}  // namespace
}  // namespace trawl
