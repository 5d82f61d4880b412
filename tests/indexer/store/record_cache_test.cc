#include "indexer/store/record_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace trawl {
namespace {

std::shared_ptr<const std::string> record(const std::string& text) {
  return std::make_shared<const std::string>(text);
}

TEST(RecordCache, KeepsWhatItIsGivenByFamilyAndKey) {
  RecordCache cache(1 << 20);
  EXPECT_EQ(cache.find<std::string>(Family::kContent, "key"), nullptr);
  cache.keep(Family::kContent, "key", record("content"), 7);
  cache.keep(Family::kPostings, "key", record("list"), 4);
  EXPECT_EQ(*cache.find<std::string>(Family::kContent, "key"), "content");
  EXPECT_EQ(*cache.find<std::string>(Family::kPostings, "key"), "list");
  EXPECT_EQ(cache.find<std::string>(Family::kContent, "ke"), nullptr);
  EXPECT_GE(cache.bytes(), 11u);
}

TEST(RecordCache, ForgetsTheLeastRecentlyUsedButNotWhatIsHeld) {
  constexpr uint64_t kBytes = 1 << 20;
  constexpr int kRecords = 1000;
  RecordCache cache(kBytes);
  const auto held = record("held");
  cache.keep(Family::kContent, "first", held, 1000);
  cache.keep(Family::kContent, "asked for", record("again"), 1000);
  EXPECT_NE(cache.find<std::string>(Family::kContent, "asked for"), nullptr);
  for (int i = 0; i < 10 * kRecords; ++i) {
    cache.keep(Family::kContent, std::to_string(i), record(std::to_string(i)), kBytes / kRecords);
    ASSERT_LE(cache.bytes(), kBytes);
  }
  EXPECT_EQ(cache.find<std::string>(Family::kContent, "first"), nullptr);
  EXPECT_EQ(*held, "held");
  EXPECT_NE(cache.find<std::string>(Family::kContent, "asked for"), nullptr);
  EXPECT_EQ(*cache.find<std::string>(Family::kContent, std::to_string(10 * kRecords - 1)),
            std::to_string(10 * kRecords - 1));
}

TEST(RecordCache, DoesNotGiveARecordForOneOfAnotherType) {
  RecordCache cache(1 << 20);
  cache.keep(Family::kTrees, "key", record("text"), 4);
  EXPECT_EQ(cache.find<std::vector<int>>(Family::kTrees, "key"), nullptr);
  EXPECT_NE(cache.find<std::string>(Family::kTrees, "key"), nullptr);
}

TEST(RecordCache, WhatIsLargerThanItIsNotKept) {
  RecordCache cache(1 << 20);
  cache.keep(Family::kContent, "key", record("content"), 1 << 30);
  EXPECT_EQ(cache.find<std::string>(Family::kContent, "key"), nullptr);
}

TEST(RecordCache, ThreadsShareIt) {
  constexpr int kKeys = 100;
  RecordCache cache(10'000);
  std::atomic<int> found{0}, wrong{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20 * kKeys; ++i) {
          const std::string key = std::to_string(i % kKeys);
          const auto kept = cache.find<std::string>(Family::kContent, key);
          if (kept != nullptr) ++(*kept == key ? found : wrong);
          cache.keep(Family::kContent, key, record(key), 10);
        }
      });
    }
  }
  EXPECT_GT(found, 0);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace trawl
