#include "indexer/format/slot_table.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

// Ascending entries with gaps, and dead slots between them; few or many of each.
std::vector<uint32_t> random_slots(uint32_t seed, size_t count) {
  std::mt19937 random(seed);
  const uint32_t often = 1 + seed % 7;
  std::vector<uint32_t> entries;
  uint32_t next = 0;
  while (entries.size() < count) {
    if (random() % often == 0) next += static_cast<uint32_t>(random() % 3 * (random() % 300));
    entries.push_back(random() % often == 1 ? kDeadSlot : next++);
  }
  return entries;
}

TEST(SlotBlock, RoundTrips) {
  for (uint32_t seed = 0; seed < 50; ++seed) {
    const std::vector<uint32_t> entries = random_slots(seed, seed * 7);
    EXPECT_EQ(decode_slot_block(encode_slot_block(entries)).value(), entries);
  }
  const std::vector<uint32_t> full = random_slots(3, kSlotsPerBlock);
  EXPECT_EQ(decode_slot_block(encode_slot_block(full)).value(), full);
  const std::vector<uint32_t> ends = {kDeadSlot, kDeadSlot - 2, kDeadSlot - 1, kDeadSlot};
  EXPECT_EQ(decode_slot_block(encode_slot_block(ends)).value(), ends);
}

TEST(SlotBlock, TakesBytesForWhatHasChanged) {
  std::vector<uint32_t> entries(600);
  for (uint32_t i = 0; i < entries.size(); ++i) entries[i] = i;
  EXPECT_EQ(encode_slot_block(entries).size(), 2 + 4u);
  entries[300] = kDeadSlot;
  EXPECT_EQ(encode_slot_block(entries).size(), 2 + 4 + 4u);
}

TEST(SlotBlock, SurvivesDamage) {
  expect_survives_damage(encode_slot_block({}), decode_slot_block);
  expect_survives_damage(encode_slot_block(random_slots(2, 40)), decode_slot_block);
  expect_survives_damage(encode_slot_block(random_slots(9, 40)), decode_slot_block);
}

TEST(SlotBlock, RefusesMoreThanABlockHolds) {
  EXPECT_FALSE(decode_slot_block(encode_slot_block(random_slots(1, kSlotsPerBlock + 1))).is_ok());
}

TEST(SlotBlock, RefusesEntriesThatDoNotExist) {
  EXPECT_FALSE(decode_slot_block("\x01\x00\x01\xff\xff\xff\xff\x0f").is_ok());
  EXPECT_FALSE(decode_slot_block(std::string_view("\x01\x00\x00", 3)).is_ok());  // an empty run
}

TEST(SlotTable, GivesTheEntryOfASlot) {
  const SlotTable table({3, kDeadSlot, 5});
  EXPECT_EQ(table.slots(), 3u);
  EXPECT_FALSE(table.is_identity());
  EXPECT_EQ(table.entry(0), 3u);
  EXPECT_EQ(table.entry(1), kDeadSlot);
  EXPECT_EQ(table.entry(3), kDeadSlot);
  const SlotTable same = SlotTable::identity(3);
  EXPECT_TRUE(same.is_identity());
  EXPECT_EQ(same.entry(2), 2u);
  EXPECT_EQ(same.entry(3), kDeadSlot);
}

TEST(SlotTable, IsCutIntoBlocks) {
  const std::vector<uint32_t> entries = random_slots(5, 2 * kSlotsPerBlock + 1);
  const std::vector<std::string> blocks = encode_slot_table(SlotTable(entries));
  EXPECT_EQ(blocks.size(), 3u);
  EXPECT_EQ(slot_blocks(2 * kSlotsPerBlock + 1), 3u);
  EXPECT_EQ(slot_blocks(2 * kSlotsPerBlock), 2u);
  EXPECT_EQ(slot_blocks(0), 0u);
  std::vector<uint32_t> decoded;
  for (const std::string& block : blocks) {
    const std::vector<uint32_t> some = decode_slot_block(block).value();
    decoded.insert(decoded.end(), some.begin(), some.end());
  }
  EXPECT_EQ(decoded, entries);
}

TEST(SlotTableId, CoversBlocksAndTheirBounds) {
  using Blocks = std::vector<std::string>;
  const auto id = [](const Blocks& blocks) { return slot_table_id(blocks).hex(); };
  EXPECT_EQ(id({"ab", "c"}), id({"ab", "c"}));
  const std::set<std::string> ids = {id({}), id({""}), id({"ab", "c"}), id({"a", "bc"}),
                                     id({"abc"})};
  EXPECT_EQ(ids.size(), 5u);
}

}  // namespace
}  // namespace trawl
