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
    entries[i].is_outside = i % 5 == 1;
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

TEST(SnapshotId, CoversBlocksTheirBoundsAndTheChoiceOfSegments) {
  using Blocks = std::vector<std::string>;
  const auto id = [](const Blocks& blocks, const char* choice) {
    return snapshot_id(blocks, choice).hex();
  };
  EXPECT_EQ(id({"ab", "c"}, "x"), id({"ab", "c"}, "x"));
  const std::set<std::string> ids = {id({}, ""),
                                     id({""}, ""),
                                     id({"ab", "c"}, ""),
                                     id({"a", "bc"}, ""),
                                     id({"abc"}, ""),
                                     id({"ab", "c"}, "x"),
                                     id({"ab"},
                                        "\x01"
                                        "c")};
  EXPECT_EQ(ids.size(), 7u);
}

TEST(MergedSnapshotId, CoversTheIdBeforeAndTheSegmentsInOrder) {
  SnapshotId a, b;
  b.bytes.fill(1);
  SegmentId one, two;
  two.bytes.fill(2);
  const auto id = [](const SnapshotId& before, const std::vector<SegmentId>& segments) {
    return merged_snapshot_id(before, segments).hex();
  };
  EXPECT_EQ(id(a, {one, two}), id(a, {one, two}));
  const std::set<std::string> ids = {id(a, {one, two}), id(a, {two, one}), id(a, {one}),
                                     id(b, {one, two}), a.hex()};
  EXPECT_EQ(ids.size(), 5u);
}

}  // namespace
}  // namespace trawl
