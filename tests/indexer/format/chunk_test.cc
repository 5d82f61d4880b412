#include "indexer/format/chunk.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

// Chunks as in a segment: documents one after the other, frames filled in turn.
std::vector<ChunkRecord> random_chunks(uint32_t seed, size_t count) {
  std::mt19937 random(seed);
  std::vector<ChunkRecord> chunks(count);
  ChunkRecord next;
  next.document = {300};
  next.frame = {100};
  for (ChunkRecord& chunk : chunks) {
    next.length = 1 + random() % 16'384;
    chunk = next;
    next.frame_offset += next.length;
    if (random() % 4 == 0) {
      ++next.frame.value;
      next.frame_offset = 0;
    }
    next.offset += next.length;
    next.first_line += random() % 400;
    if (random() % 2 == 0) {
      next.document.value += 1 + random() % 2;
      next.offset = 0;
      next.first_line = 1;
    }
  }
  return chunks;
}

TEST(ChunkBlock, RoundTrips) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{2}, size_t{kChunksPerBlock}}) {
    const auto chunks = random_chunks(static_cast<uint32_t>(count), count);
    EXPECT_EQ(decode_chunk_block(encode_chunk_block(chunks)).value(), chunks);
  }
}

TEST(ChunkBlock, HoldsTheLargestValues) {
  const std::vector<ChunkRecord> chunks = {
      {{0}, 1, 0, 1, {0}, 0},
      {{UINT32_MAX}, UINT32_MAX, UINT64_MAX, UINT32_MAX, {UINT32_MAX}, UINT32_MAX}};
  EXPECT_EQ(decode_chunk_block(encode_chunk_block(chunks)).value(), chunks);
}

TEST(ChunkBlock, SurvivesDamage) {
  expect_survives_damage(encode_chunk_block(random_chunks(3, 9)), decode_chunk_block);
  expect_survives_damage(encode_chunk_block({}), decode_chunk_block);
}

TEST(ChunkBlock, RefusesMoreThanABlockHoldsAndEmptyChunks) {
  EXPECT_FALSE(
      decode_chunk_block(encode_chunk_block(random_chunks(1, kChunksPerBlock + 1))).is_ok());
  auto chunks = random_chunks(1, 3);
  chunks[1].length = 0;
  EXPECT_FALSE(decode_chunk_block(encode_chunk_block(chunks)).is_ok());
}

TEST(GroupTable, RoundTrips) {
  const std::vector<std::vector<ChunkGroup>> tables = {{},
                                                       {{{0}, 2}},
                                                       {{{5}, 3}, {{8}, 2}, {{100'000}, 70'000}},
                                                       {{{0}, UINT32_MAX}},
                                                       {{{UINT32_MAX - 2}, 2}}};
  for (const auto& groups : tables) {
    EXPECT_EQ(decode_group_table(encode_group_table(groups)).value(), groups);
  }
}

TEST(GroupTable, SurvivesDamage) {
  const std::vector<ChunkGroup> groups = {{{5}, 3}, {{8}, 200}, {{100'000}, 2}};
  expect_survives_damage(encode_group_table(groups), decode_group_table);
}

TEST(GroupTable, RefusesGroupsOfOneChunk) {
  const std::vector<ChunkGroup> groups = {{{5}, 1}};
  EXPECT_FALSE(decode_group_table(encode_group_table(groups)).is_ok());
}

}  // namespace
}  // namespace trawl
