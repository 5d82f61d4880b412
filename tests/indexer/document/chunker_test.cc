#include "indexer/document/chunker.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "indexer/format/format.h"
#include "indexer/text/line_count.h"

namespace trawl {
namespace {

std::vector<ChunkExtent> chunks_of(std::string_view document, uint32_t* lines = nullptr) {
  std::vector<ChunkExtent> chunks = {{7, 7, 7, 7}};  // must be replaced
  const uint32_t count = chunk_document(document, &chunks);
  if (lines != nullptr) *lines = count;
  return chunks;
}

// Checks the properties that the chunks of every document have.
void expect_chunks_cover(std::string_view document) {
  uint32_t lines = 0;
  const std::vector<ChunkExtent> chunks = chunks_of(document, &lines);
  ASSERT_EQ(lines, count_lines(document));
  uint64_t offset = 0;
  size_t group_left = 0;
  for (const ChunkExtent& chunk : chunks) {
    ASSERT_EQ(chunk.offset, offset);
    ASSERT_GT(chunk.length, 0u);
    const std::string_view before = document.substr(0, offset);
    ASSERT_EQ(chunk.first_line, std::count(before.begin(), before.end(), '\n') + 1);
    if (chunk.group_count != 0) {
      ASSERT_EQ(group_left, 0u);
      ASSERT_GE(chunk.group_count, 2u);
      group_left = chunk.group_count;
    }
    if (group_left != 0) {
      ASSERT_LE(chunk.length, kChunkSize);
      --group_left;
    } else {
      ASSERT_LE(chunk.length, kGiantLine);
    }
    offset += chunk.length;
    // A chunk ends within a line only inside a group.
    if (group_left == 0 && offset < document.size()) {
      ASSERT_EQ(document[offset - 1], '\n');
    }
  }
  ASSERT_EQ(group_left, 0u);
  ASSERT_EQ(offset, document.size());
}

TEST(Chunker, AnEmptyDocumentHasNoChunkAndNoLine) {
  uint32_t lines = 9;
  EXPECT_TRUE(chunks_of("", &lines).empty());
  EXPECT_EQ(lines, 0u);
}

TEST(Chunker, ASmallDocumentIsOneChunk) {
  uint32_t lines = 0;
  const auto chunks = chunks_of("a\nb", &lines);
  ASSERT_EQ(chunks.size(), 1u);
  EXPECT_EQ(chunks[0].length, 3u);
  EXPECT_EQ(lines, 2u);
}

TEST(Chunker, CutsAtTheLastLineEndWithinTheSize) {
  const std::string line(100, 'x');
  std::string document;
  while (document.size() < 3 * kChunkSize) document += line + "\n";
  const auto chunks = chunks_of(document);
  ASSERT_GE(chunks.size(), 3u);
  EXPECT_EQ(chunks[0].length, kChunkSize / 101 * 101);
  EXPECT_EQ(chunks[1].first_line, kChunkSize / 101 + 1);
}

TEST(Chunker, ADocumentOfExactlyOneChunkIsNotCut) {
  EXPECT_EQ(chunks_of(std::string(kChunkSize, 'x')).size(), 1u);
  EXPECT_EQ(chunks_of(std::string(kChunkSize - 1, 'x') + "\n").size(), 1u);
}

TEST(Chunker, ALongLineUpToTheLimitIsOneChunk) {
  const auto chunks = chunks_of("a\n" + std::string(kGiantLine - 1, 'x') + "\nb\n");
  ASSERT_EQ(chunks.size(), 3u);
  EXPECT_EQ(chunks[1].length, kGiantLine);
  EXPECT_EQ(chunks[1].group_count, 0u);
}

TEST(Chunker, AGiantLineIsAGroupOfItsOwn) {
  uint32_t lines = 0;
  const auto chunks = chunks_of("a\n" + std::string(kGiantLine, 'x') + "\nb\n", &lines);
  constexpr size_t kChunks = kGiantLine / kChunkSize + 1;
  ASSERT_EQ(chunks.size(), 1 + kChunks + 1);
  EXPECT_EQ(chunks[0].group_count, 0u);
  EXPECT_EQ(chunks[1].group_count, kChunks);
  EXPECT_EQ(chunks[2].group_count, 0u);
  EXPECT_EQ(chunks[kChunks].length, 1u);  // its '\n'
  EXPECT_EQ(chunks[kChunks].first_line, 2u);
  EXPECT_EQ(chunks[kChunks + 1].first_line, 3u);
  EXPECT_EQ(lines, 3u);
}

TEST(Chunker, GiantLineWithoutAnEndAndTwoInARow) {
  const std::string giant(5 * kChunkSize, 'x');
  const auto chunks = chunks_of(giant + "\n" + giant);
  ASSERT_EQ(chunks.size(), 11u);
  EXPECT_EQ(chunks[0].group_count, 6u);
  EXPECT_EQ(chunks[6].group_count, 5u);
  EXPECT_EQ(chunks[6].first_line, 2u);
}

TEST(Chunker, ChunksCoverAnyDocument) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string document;
    const size_t lines = random() % 60;
    for (size_t i = 0; i < lines; ++i) {
      // Mostly short lines, and some around each limit.
      const size_t around[] = {random() % 80, random() % 3000, kChunkSize - 2 + random() % 4,
                               kGiantLine - 2 + random() % 4, random() % (4 * kGiantLine)};
      const size_t kind = random() % 20;
      document.append(around[kind < 12 ? 0 : kind < 16 ? 1 : kind - 15], 'x');
      document.push_back('\n');
    }
    if (!document.empty() && random() % 2 == 0) document.pop_back();
    expect_chunks_cover(document);
    if (testing::Test::HasFatalFailure()) FAIL() << "round " << round;
  }
}

}  // namespace
}  // namespace trawl
