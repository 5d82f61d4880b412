#include "indexer/build/place_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/format/slot_table.h"
#include "indexer/store/next_generation.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

SegmentId segment_id(uint8_t byte) {
  SegmentId id;
  id.bytes.fill(byte);
  return id;
}

// By block number.
using Blocks = std::map<uint32_t, std::string>;

// The parts of a layer that was published, by segment.
std::map<SegmentId, Blocks> published(const std::vector<PartFacts>& parts, PartBuilder* builder,
                                      const std::string& directory) {
  IndexWriter writer = IndexWriter::open(directory).value();
  NextGeneration next(&writer);
  SnapshotFacts& snapshot = next.manifest().snapshots.emplace_back();
  snapshot.layers.push_back({50, std::nullopt, parts});
  snapshot.segments = {};
  for (const PartFacts& part : parts) snapshot.segments.push_back(part.segment);
  EXPECT_TRUE(builder->hand_over(&next).is_ok());
  EXPECT_TRUE(next.publish(0).is_ok());
  std::map<SegmentId, Blocks> found;
  size_t records = 0;
  for (const PartFacts& part : parts) {
    Blocks& blocks = found[part.segment];
    for (const auto& [key, value] :
         records_of(writer.store(), Family::kPlaces, places_prefix(part.id))) {
      blocks[parse_places_block(key).value()] = value;
    }
    EXPECT_EQ(blocks.size(), part.blocks);
    records += blocks.size();
  }
  EXPECT_EQ(records_of(writer.store(), Family::kPlaces).size(), records);
  return found;
}

std::map<SegmentId, Blocks> brute_force(std::vector<PlaceTuple> tuples,
                                        const std::vector<SegmentId>& segments) {
  std::sort(tuples.begin(), tuples.end());
  std::map<std::pair<SegmentId, uint32_t>, std::vector<std::vector<Place>>> blocks;
  for (const PlaceTuple& tuple : tuples) {
    const uint32_t number = tuple.document.value;
    auto& block = blocks[{segments[tuple.segment], number / kPlacesPerBlock}];
    block.resize(number % kPlacesPerBlock + 1);
    block.back().push_back(tuple.place);
  }
  std::map<SegmentId, Blocks> records;
  for (const auto& [key, block] : blocks) {
    records[key.first][key.second] = encode_places_block(block);
  }
  return records;
}

constexpr uint32_t kEntries = 50;

std::vector<PlaceTuple> random_tuples(size_t count, uint32_t segments) {
  std::mt19937 random(13);
  std::set<PlaceTuple> tuples;
  while (tuples.size() < count) {
    tuples.insert(
        {static_cast<uint32_t>(random() % segments),
         {static_cast<uint32_t>(random() % 3000)},
         {{static_cast<uint32_t>(random() % kEntries)}, {static_cast<uint32_t>(random())}}});
  }
  std::vector<PlaceTuple> shuffled(tuples.begin(), tuples.end());
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  return shuffled;
}

// Each entry is its own slot.
std::vector<uint32_t> all_slots() {
  std::vector<uint32_t> slots(kEntries);
  for (uint32_t i = 0; i < kEntries; ++i) slots[i] = i;
  return slots;
}

void expect_equals_brute_force(uint64_t memory, size_t count, const std::vector<uint32_t>& slots) {
  const TemporaryDirectory directory;
  // The ordinals are not in the order of the ids, and segment 4 is empty.
  const std::vector<SegmentId> segments = {segment_id(9), segment_id(1), segment_id(5),
                                           segment_id(3), segment_id(7)};
  const std::vector<PlaceTuple> tuples = random_tuples(count, 4);
  PlaceBuilder builder = PlaceBuilder::create(directory.path(), memory).value();
  PartBuilder parts = PartBuilder::create(directory.path()).value();
  std::set<std::pair<uint32_t, DocumentNumber>> documents;
  std::vector<PlaceTuple> expected;
  for (PlaceTuple tuple : tuples) {
    ASSERT_TRUE(builder.add(tuple).is_ok());
    documents.insert({tuple.segment, tuple.document});
    tuple.place.entry.value = slots[tuple.place.entry.value];
    if (tuple.place.entry.value != kDeadSlot) expected.push_back(tuple);
  }
  std::vector<PlacedSegment> placed;
  for (uint32_t i = 0; i < segments.size(); ++i) placed.push_back({segments[i], i});
  const PlacedDocuments written = builder.write(placed, slots, &parts).value();
  EXPECT_EQ(written.documents, documents.size());
  uint64_t places = 0;
  for (const PartFacts& part : written.parts) places += part.places;
  EXPECT_EQ(places, expected.size());
  for (size_t i = 0; i < written.parts.size(); ++i) {
    EXPECT_EQ(written.parts[i].segment, segments[i]);
  }
  EXPECT_EQ(published(written.parts, &parts, directory / "index"), brute_force(expected, segments));
}

TEST(PlaceBuilder, WithinMemory) {
  expect_equals_brute_force(64 << 20, 20000, all_slots());
}

TEST(PlaceBuilder, SpillsSeveralRunsWhenMemoryIsTiny) {
  expect_equals_brute_force(0, 50000, all_slots());  // runs of 4096
}

TEST(PlaceBuilder, ARunOfExactlyTheLimit) {
  expect_equals_brute_force(0, 8192, all_slots());
}

TEST(PlaceBuilder, WritesTheEntriesThatHaveASlot) {
  std::vector<uint32_t> slots(kEntries, kDeadSlot);
  slots[7] = 0;
  slots[8] = 1;
  slots[49] = 2;
  expect_equals_brute_force(64 << 20, 20000, slots);
  expect_equals_brute_force(0, 20000, slots);
}

TEST(PlaceBuilder, WithoutSlotsThereIsNoPart) {
  expect_equals_brute_force(0, 2000, std::vector<uint32_t>(kEntries, kDeadSlot));
}

// New documents are numbered through the whole build, and each new segment holds a range of the
// numbers.
void expect_stretches_are_segments(uint64_t memory) {
  const TemporaryDirectory directory;
  const std::vector<SegmentId> ids = {segment_id(4), segment_id(9), segment_id(1), segment_id(3)};
  const std::vector<uint32_t> firsts = {0, 1000, 1001, 2500, 3000};
  PlaceBuilder builder = PlaceBuilder::create(directory.path(), memory).value();
  PartBuilder parts = PartBuilder::create(directory.path()).value();
  std::vector<PlaceTuple> expected;
  std::vector<PlacedSegment> placed = {{segment_id(7), 0}};
  for (uint32_t i = 0; i < ids.size(); ++i) placed.push_back({ids[i], 1, firsts[i], firsts[i + 1]});
  for (PlaceTuple tuple : random_tuples(20000, 2)) {
    ASSERT_TRUE(builder.add(tuple).is_ok());
    if (tuple.segment == 1) {
      while (firsts[tuple.segment] <= tuple.document.value) ++tuple.segment;
      tuple.document.value -= firsts[tuple.segment - 1];
    }
    expected.push_back(tuple);
  }
  const PlacedDocuments written = builder.write(placed, all_slots(), &parts).value();
  const std::vector<SegmentId> all = {segment_id(7), ids[0], ids[1], ids[2], ids[3]};
  EXPECT_EQ(published(written.parts, &parts, directory / "index"), brute_force(expected, all));
}

TEST(PlaceBuilder, NewSegmentsHoldStretchesOfTheNewDocuments) {
  expect_stretches_are_segments(64 << 20);
  expect_stretches_are_segments(0);
}

TEST(PlaceBuilder, WithoutPlacesThereIsNoFile) {
  const TemporaryDirectory directory;
  PlaceBuilder builder = PlaceBuilder::create(directory.path(), 0).value();
  PartBuilder parts = PartBuilder::create(directory.path()).value();
  const std::vector<PlacedSegment> segments = {{segment_id(1)}};
  const PlacedDocuments written = builder.write(segments, all_slots(), &parts).value();
  EXPECT_EQ(written.documents, 0u);
  EXPECT_TRUE(written.parts.empty());
  EXPECT_TRUE(published({}, &parts, directory / "index").empty());
}

}  // namespace
}  // namespace trawl
