#include "indexer/format/snapshot.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

std::vector<SnapshotEntry> sample_entries(size_t count) {
  std::vector<SnapshotEntry> entries(count);
  for (size_t i = 0; i < count; ++i) {
    entries[i].repository = "openstack/" + std::to_string(1000 + i);
    entries[i].ref = i % 2 == 0 ? "" : "refs/heads/stable";
    entries[i].revision = i % 2 == 0 ? "" : std::string(40, 'f');
    entries[i].tree.bytes.fill(static_cast<uint8_t>(i));
    entries[i].files = static_cast<uint32_t>(i * 1000);
    if (i % 4 == 2) {
      entries[i].form.edits = static_cast<uint32_t>(1 + i);
      entries[i].form.base.bytes.fill(static_cast<uint8_t>(i + 1));
      entries[i].form.base_files = static_cast<uint32_t>(i * 999);
    }
    entries[i].stale_reason = i % 3 == 2 ? "no such directory" : "";
    entries[i].kind = static_cast<EntryKind>(i % kEntryKindCount);
    entries[i].asked = i % 4 == 2 ? "2024-10-09" : "";
  }
  return entries;
}

TEST(SnapshotBlock, RoundTrips) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{3}, size_t{kEntriesPerBlock}}) {
    const auto entries = sample_entries(count);
    EXPECT_EQ(decode_snapshot_block(encode_snapshot_block(entries)).value(), entries);
  }
}

TEST(SnapshotBlock, SurvivesDamage) {
  expect_survives_damage(encode_snapshot_block(sample_entries(3)), decode_snapshot_block);
}

TEST(SnapshotBlock, RefusesMoreThanABlockHolds) {
  const auto entries = sample_entries(kEntriesPerBlock + 1);
  EXPECT_FALSE(decode_snapshot_block(encode_snapshot_block(entries)).is_ok());
}

TEST(EntryBlockId, CoversTheBytes) {
  EXPECT_EQ(entry_block_id("ab").hex(), entry_block_id("ab").hex());
  EXPECT_NE(entry_block_id("ab").hex(), entry_block_id("a").hex());
}

template <class Id>
Id filled(uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

TEST(SnapshotId, CoversItsBlocksAndLayersInOrder) {
  using Blocks = std::vector<EntryBlockId>;
  const auto a = filled<EntryBlockId>(1), b = filled<EntryBlockId>(2);
  LayerFacts one;
  one.slots = 3;
  one.parts = {{filled<SegmentId>(5), filled<PartId>(6), 1, 2}};
  LayerFacts table = one, slots = one, part = one, more = one;
  table.table = filled<SlotTableId>(1);
  slots.slots = 4;
  part.parts[0].id = filled<PartId>(7);
  more.parts.push_back(part.parts[0]);
  const auto id = [](const Blocks& blocks, const std::vector<LayerFacts>& layers) {
    return snapshot_id(blocks, layers).hex();
  };
  EXPECT_EQ(id({a, b}, {one}), id({a, b}, {one}));
  const std::set<std::string> ids = {id({}, {}),           id({a}, {}),          id({a, b}, {}),
                                     id({b, a}, {}),       id({a}, {one}),       id({a}, {table}),
                                     id({a}, {slots}),     id({a}, {part}),      id({a}, {more}),
                                     id({a}, {one, part}), id({a}, {part, one}), id({}, {one})};
  EXPECT_EQ(ids.size(), 12u);
}

}  // namespace
}  // namespace trawl
