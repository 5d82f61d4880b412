// Files of trees that are stored as deltas, read by their ranks.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "query/read/index_reader.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr uint64_t kCacheBytes = 1 << 20;

std::string path_of(int i) {
  return "src/repo/d" + std::to_string(i % 7) + "/" + std::to_string(10'000 + i) + ".py";
}

// A repository with 90 edits after its first build: "index" has it as a delta, "fresh" whole.
class DeltaReadingTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 400; ++i) tree_.add(path_of(i), "one " + std::to_string(i) + "\n");
    build(build_of(tree_.path("src"), 1, tree_.index()));
    for (int i = 0; i < 30; ++i) {
      tree_.add(path_of(5 * i), "two " + std::to_string(i) + "\n");
      tree_.remove(path_of(201 + i));
      tree_.add(path_of(1000 + i), "three " + std::to_string(i) + "\n");
    }
    build(build_of(tree_.path("src"), 1, tree_.index()));
    build(build_of(tree_.path("src"), 1, tree_.path("fresh")));
  }
  IndexReader open(const std::string& index, uint64_t cache_bytes = 0) {
    return IndexReader::open(tree_.path(index), "", kAllFamilies, cache_bytes).value();
  }

  TestTree tree_;
};

TEST_F(DeltaReadingTest, EveryFileIsThatOfAWholeTreeInAnyOrder) {
  IndexReader whole = open("fresh");
  IndexReader plain = open("index");
  IndexReader cached = open("index", kCacheBytes);
  ASSERT_FALSE((*whole.entry({0}))->form.is_delta());
  ASSERT_EQ((*plain.entry({0}))->form.edits, 90u);
  ASSERT_EQ((*whole.entry({0}))->tree, (*plain.entry({0}))->tree);
  std::vector<uint32_t> ranks(400);
  for (uint32_t i = 0; i < 400; ++i) ranks[i] = i;
  std::mt19937 random(1);
  for (int round = 0; round < 3; ++round) {
    for (const uint32_t rank : ranks) {
      const Place place = {{0}, {rank}};
      const FileRecord expected = **whole.file(place);
      EXPECT_EQ(**plain.file(place), expected) << rank;
      EXPECT_EQ(*plain.path(place), expected.path) << rank;
      EXPECT_EQ(*cached.path(place), expected.path) << rank;
      EXPECT_EQ(**cached.file(place), expected) << rank;
    }
    std::shuffle(ranks.begin(), ranks.end(), random);
  }
}

TEST_F(DeltaReadingTest, AFileAfterTheLastIsDamage) {
  IndexReader reader = open("index");
  for (const uint32_t rank : {400u, 1000u, UINT32_MAX}) {
    EXPECT_EQ(reader.file({{0}, {rank}}).status().code(), StatusCode::kCorruption) << rank;
    EXPECT_EQ(reader.path({{0}, {rank}}).status().code(), StatusCode::kCorruption) << rank;
  }
}

TEST_F(DeltaReadingTest, SearchesFindTheSame) {
  PatternSearch request;
  request.pattern = "one|two|three";
  const SearchOutcome expected = search_index(tree_.path("fresh"), request);
  const SearchOutcome found = search_index(tree_.index(), request);
  EXPECT_EQ(expected.lines.size(), 400u);
  EXPECT_EQ(found.lines, expected.lines);
  request.files.path = "d3/";
  EXPECT_EQ(search_index(tree_.index(), request).lines,
            search_index(tree_.path("fresh"), request).lines);
}

}  // namespace
}  // namespace trawl
