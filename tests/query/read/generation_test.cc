// Threads share one generation of an index, each with its own reader.
#include "query/read/generation.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "query/read/document_reader.h"
#include "query/read/index_reader.h"
#include "query/read/snapshot_view.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr size_t kGiantText = 70000;
constexpr int kFiles = 60;

class GenerationTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int file = 0; file < kFiles; ++file) {
      std::string text = file % 7 == 0 ? std::string(kGiantText, 'g') + " giant needle\n" : "";
      for (int line = 1; line <= 300; ++line) {
        text += "file " + std::to_string(file) + " line " + std::to_string(line) +
                (line % 100 == 0 ? " needle\n" : "\n");
      }
      tree_.add("src/org/a/file" + std::to_string(file), text);
    }
    build(build_of(tree_.path("src"), 2, tree_.index()));
  }

  // A view of the last snapshot, in a generation of its own.
  std::shared_ptr<const SnapshotView> open(uint64_t cache_bytes = 0) const {
    auto generation = Generation::open(tree_.index(), kAllFamilies, cache_bytes);
    EXPECT_TRUE(generation.is_ok()) << generation.status().message();
    auto view = SnapshotView::open(*std::move(generation), "");
    EXPECT_TRUE(view.is_ok()) << view.status().message();
    return *view;
  }

  TestTree tree_;
};

std::vector<FoundLine> search_view(const std::shared_ptr<const SnapshotView>& view,
                                   const std::string& pattern) {
  IndexReader reader(view);
  PatternSearch request;
  request.pattern = pattern;
  request.jobs = 1;
  const SearchOutcome outcome = search_reader(&reader, request);
  EXPECT_TRUE(outcome.status.is_ok()) << outcome.status.message();
  return outcome.lines;
}

// The whole text of every file in the first repository.
std::string read_all(const std::shared_ptr<const SnapshotView>& view) {
  IndexReader reader(view);
  DocumentReader documents(&reader);
  std::string all;
  for (uint32_t rank = 0; rank < kFiles; ++rank) {
    const Result<const FileRecord*> file = reader.file({{0}, {rank}});
    if (!file.is_ok()) return file.status().message();
    const auto location = reader.find((*file)->digest);
    if (!location.is_ok() || !*location) return "not found";
    std::string text;
    const Status status = documents.lines(**location, 1, UINT64_MAX, &text);
    if (!status.is_ok()) return status.message();
    all += text;
  }
  return all;
}

TEST_F(GenerationTest, ReadersOfTwoThreadsAnswerAsOneDoes) {
  const std::shared_ptr<const SnapshotView> alone = open();
  const std::vector<FoundLine> lines = search_view(alone, "needle");
  const std::string text = read_all(alone);
  EXPECT_EQ(lines.size(), 3u * kFiles + (kFiles + 6) / 7);
  for (const uint64_t cache_bytes : {0u, 16u << 20}) {
    const std::shared_ptr<const SnapshotView> shared = open(cache_bytes);
    std::array<std::vector<FoundLine>, 2> found;
    std::array<std::string, 2> read;
    {
      std::vector<std::jthread> threads;
      for (size_t i = 0; i < found.size(); ++i) {
        threads.emplace_back([&, i] {
          found[i] = search_view(shared, "needle");
          read[i] = read_all(shared);
        });
      }
    }
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i], lines);
      EXPECT_TRUE(read[i] == text);
    }
  }
}

TEST_F(GenerationTest, OutlivesPublicationsAndAnswersFromItsState) {
  const std::shared_ptr<const SnapshotView> before = open();
  const std::vector<FoundLine> lines = search_view(before, "file 1 line 7$");
  ASSERT_EQ(lines.size(), 1u);
  for (int build_number = 0; build_number < 3; ++build_number) {
    for (int file = 0; file < kFiles; ++file) {
      tree_.add("src/org/a/file" + std::to_string(file),
                "new text " + std::to_string(build_number) + std::to_string(file) + "\n");
    }
    build(build_of(tree_.path("src"), 2, tree_.index()));
  }
  EXPECT_EQ(search_view(open(), "file 1 line 7$"), std::vector<FoundLine>());
  EXPECT_EQ(search_view(before, "file 1 line 7$"), lines);
  EXPECT_EQ(search_view(before, "new text"), std::vector<FoundLine>());
  EXPECT_EQ(before->generation().manifest().generation + 3,
            open()->generation().manifest().generation);
  EXPECT_NE(read_all(before).find("file 59 line 300 needle\n"), std::string::npos);
}

TEST_F(GenerationTest, FurtherFamiliesAreThoseOfItsState) {
  auto listing = Generation::open(tree_.index(), kFilesFamilies);
  ASSERT_TRUE(listing.is_ok()) << listing.status().message();
  const Generation* const few = listing->get();
  EXPECT_EQ(Generation::with_families(*listing, kFilesFamilies)->get(), few);
  tree_.add("src/org/a/file1", "new text\n");
  build(build_of(tree_.path("src"), 2, tree_.index()));
  auto more = Generation::with_families(*std::move(listing), kAllFamilies);
  ASSERT_TRUE(more.is_ok()) << more.status().message();
  EXPECT_NE(more->get(), few);
  const auto view = SnapshotView::open(*std::move(more), "");
  ASSERT_TRUE(view.is_ok()) << view.status().message();
  EXPECT_EQ(search_view(*view, "file 1 line 7$").size(), 1u);
}

TEST_F(GenerationTest, WhatIsLoadedOnceIsSharedAndAFailureIsTriedAgain) {
  LoadedOnce<int> value;
  int loads = 0;
  EXPECT_FALSE(value
                   .get([&]() -> Result<std::unique_ptr<const int>> {
                     ++loads;
                     return corruption("not this time");
                   })
                   .is_ok());
  const auto load = [&]() -> Result<std::unique_ptr<const int>> {
    ++loads;
    return std::make_unique<const int>(7);
  };
  EXPECT_EQ(**value.get(load), 7);
  EXPECT_EQ(*value.get(load), *value.get(load));
  EXPECT_EQ(loads, 2);
  const std::shared_ptr<const SnapshotView> view = open();
  EXPECT_EQ(*view->segment({0}).dictionary(), *view->segment({0}).dictionary());
  EXPECT_EQ((*view->segment({0}).groups())->size(), (kFiles + 6) / 7u);
}

}  // namespace
}  // namespace trawl
