#include "indexer/build/place_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/store/store.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

using Records = std::map<std::string, std::string>;

SegmentId segment_id(uint8_t byte) {
  SegmentId id;
  id.bytes.fill(byte);
  return id;
}

const SnapshotId kSnapshot{};

Records records_of(const IncomingFile& file, const std::string& directory) {
  Store store = Store::open_writer(directory).value();
  EXPECT_TRUE(store.ingest({file}).is_ok());
  Records records;
  RecordCursor cursor = store.scan(Family::kPlaces, "");
  for (; !cursor.at_end(); cursor.next()) records.emplace(cursor.key(), cursor.value());
  EXPECT_TRUE(cursor.status().is_ok());
  return records;
}

Records brute_force(std::vector<PlaceTuple> tuples, const std::vector<SegmentId>& segments) {
  std::sort(tuples.begin(), tuples.end());
  std::map<std::string, std::vector<std::vector<Place>>> blocks;
  for (const PlaceTuple& tuple : tuples) {
    const uint32_t number = tuple.document.value;
    auto& block = blocks[places_key(kSnapshot, segments[tuple.segment], number / kPlacesPerBlock)];
    block.resize(number % kPlacesPerBlock + 1);
    block.back().push_back(tuple.place);
  }
  Records records;
  for (const auto& [key, block] : blocks) records[key] = encode_places_block(block);
  return records;
}

std::vector<PlaceTuple> random_tuples(size_t count, uint32_t segments) {
  std::mt19937 random(13);
  std::set<PlaceTuple> tuples;
  while (tuples.size() < count) {
    tuples.insert({static_cast<uint32_t>(random() % segments),
                   {static_cast<uint32_t>(random() % 3000)},
                   {{static_cast<uint32_t>(random() % 50)}, {static_cast<uint32_t>(random())}}});
  }
  std::vector<PlaceTuple> shuffled(tuples.begin(), tuples.end());
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  return shuffled;
}

void expect_equals_brute_force(uint64_t memory, size_t count) {
  const TemporaryDirectory directory;
  // The ordinals are not in the order of the ids, and segment 4 is empty.
  const std::vector<SegmentId> segments = {segment_id(9), segment_id(1), segment_id(5),
                                           segment_id(3), segment_id(7)};
  const std::vector<PlaceTuple> tuples = random_tuples(count, 4);
  PlaceBuilder builder = PlaceBuilder::create(directory.path(), memory).value();
  std::set<std::pair<uint32_t, DocumentNumber>> documents;
  for (const PlaceTuple& tuple : tuples) {
    ASSERT_TRUE(builder.add(tuple).is_ok());
    documents.insert({tuple.segment, tuple.document});
  }
  std::vector<PlacedSegment> placed;
  for (uint32_t i = 0; i < segments.size(); ++i) placed.push_back({segments[i], i});
  EXPECT_EQ(builder.used(5).value(), (std::vector<bool>{true, true, true, true, false}));
  const WrittenPlaces written = builder.write(kSnapshot, placed, directory / "places.sst").value();
  EXPECT_EQ(written.documents, documents.size());
  const Records records = records_of(written.file, directory / "db");
  EXPECT_EQ(written.file.facts.entries, records.size());
  EXPECT_EQ(records, brute_force(tuples, segments));
}

TEST(PlaceBuilder, WithinMemory) {
  expect_equals_brute_force(64 << 20, 20000);
}

TEST(PlaceBuilder, SpillsSeveralRunsWhenMemoryIsTiny) {
  expect_equals_brute_force(0, 50000);  // runs of 4096
}

TEST(PlaceBuilder, ARunOfExactlyTheLimit) {
  expect_equals_brute_force(0, 8192);
}

// New documents are numbered through the whole build, and each new segment holds a range of the
// numbers.
void expect_stretches_are_segments(uint64_t memory) {
  const TemporaryDirectory directory;
  const std::vector<SegmentId> ids = {segment_id(4), segment_id(9), segment_id(1), segment_id(3)};
  const std::vector<uint32_t> firsts = {0, 1000, 1001, 2500, 3000};
  PlaceBuilder builder = PlaceBuilder::create(directory.path(), memory).value();
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
  const WrittenPlaces written = builder.write(kSnapshot, placed, directory / "places.sst").value();
  const std::vector<SegmentId> all = {segment_id(7), ids[0], ids[1], ids[2], ids[3]};
  EXPECT_EQ(records_of(written.file, directory / "db"), brute_force(expected, all));
}

TEST(PlaceBuilder, NewSegmentsHoldStretchesOfTheNewDocuments) {
  expect_stretches_are_segments(64 << 20);
  expect_stretches_are_segments(0);
}

TEST(PlaceBuilder, WithoutPlacesThereIsNoFile) {
  const TemporaryDirectory directory;
  PlaceBuilder builder = PlaceBuilder::create(directory.path(), 0).value();
  EXPECT_EQ(builder.used(1).value(), std::vector<bool>{false});
  const WrittenPlaces written =
      builder.write(kSnapshot, {{segment_id(1)}}, directory / "places.sst").value();
  EXPECT_EQ(written.documents, 0u);
  EXPECT_EQ(written.file.facts.entries, 0u);
  EXPECT_FALSE(std::filesystem::exists(directory / "places.sst"));
}

}  // namespace
}  // namespace trawl
