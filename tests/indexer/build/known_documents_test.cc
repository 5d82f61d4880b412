#include "indexer/build/known_documents.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "indexer/base/digest.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

DocumentDigest digest_of(uint32_t number) {
  return DocumentDigest{git_blob_id(std::to_string(number))};
}

KnownDocument document_of(uint32_t number) {
  KnownDocument document;
  document.location = {{number / 1000}, {number % 1000}};
  document.traits.interpreter = static_cast<uint16_t>(number % 17);
  document.traits.speaks_of_tests = number % 3 == 0;
  return document;
}

// Inserts `count` documents into a set with this much memory, then looks up all of them and some
// others.
void expect_finds_all(uint64_t memory, uint32_t count) {
  const TemporaryDirectory directory;
  KnownDocuments known(directory.path(), memory);
  for (uint32_t i = 0; i < count; ++i) {
    ASSERT_TRUE(known.insert(digest_of(i), document_of(i)).is_ok());
    // During insertion, looks up an earlier document, the newest one, and a missing one.
    ASSERT_EQ(known.find(digest_of(i / 2)), document_of(i / 2));
    ASSERT_EQ(known.find(digest_of(i)), document_of(i));
    ASSERT_EQ(known.find(digest_of(count + i)), std::nullopt);
  }
  for (uint32_t i = 0; i < count; ++i) {
    ASSERT_EQ(known.find(digest_of(i)), document_of(i));
  }
  EXPECT_EQ(known.size(), count);
}

TEST(KnownDocuments, AnEmptySetKnowsNothing) {
  expect_finds_all(0, 0);
}

TEST(KnownDocuments, GrowsWithinItsMemory) {
  expect_finds_all(16 << 20, 30000);
}

TEST(KnownDocuments, SpillsSortedRunsWhenMemoryIsTiny) {
  expect_finds_all(0, 30000);
}

TEST(KnownDocuments, MergesItsRuns) {
  const TemporaryDirectory directory;
  KnownDocuments known(directory.path(), 0);
  size_t most = 0;
  for (uint32_t i = 0; i < 200000; ++i) {  // what 73 full tables hold
    ASSERT_TRUE(known.insert(digest_of(i), document_of(i)).is_ok());
    most = std::max(most, known.runs());
  }
  EXPECT_GE(most, 4U);
  EXPECT_LE(most, 7U);  // log2(73) + 1
  for (uint32_t i = 0; i < 200000; i += 97) {
    ASSERT_EQ(known.find(digest_of(i)), document_of(i));
    ASSERT_EQ(known.find(digest_of(200000 + i)), std::nullopt);
  }
}

TEST(KnownDocuments, FindsDigestsAtTheEndsOfARun) {
  const TemporaryDirectory directory;
  KnownDocuments known(directory.path(), 0);
  DocumentDigest lowest, highest;
  highest.bytes.fill(0xFF);
  ASSERT_TRUE(known.insert(lowest, {{{1}, {1}}, {}}).is_ok());
  ASSERT_TRUE(known.insert(highest, {{{2}, {2}}, {}}).is_ok());
  for (uint32_t i = 0; i < 6000; ++i) ASSERT_TRUE(known.insert(digest_of(i), {}).is_ok());
  EXPECT_EQ(known.find(lowest), (KnownDocument{{{1}, {1}}, {}}));
  EXPECT_EQ(known.find(highest), (KnownDocument{{{2}, {2}}, {}}));
}

}  // namespace
}  // namespace trawl
