// Merge plans as tables: sizes of segments in MiB, and which segments are merged.
#include "indexer/merge/merge_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace trawl {
namespace {

using Plan = std::vector<std::vector<uint32_t>>;

constexpr MergeLimits kNoLimits{1u << 31, 1000};

SegmentFacts segment_of(double mebibytes, uint8_t group = 0) {
  SegmentFacts segment;
  segment.text_bytes = static_cast<uint64_t>(mebibytes * (1 << 20));
  segment.documents = segment.chunks = segment.frames =
      static_cast<uint32_t>(segment.text_bytes / 4096);
  segment.dictionary.bytes.fill(group);
  return segment;
}

std::vector<SegmentFacts> segments_of(const std::vector<double>& mebibytes) {
  std::vector<SegmentFacts> segments;
  for (const double size : mebibytes) segments.push_back(segment_of(size));
  return segments;
}

// The plan for an index without rules.
Plan plan_segments(std::vector<SegmentFacts> segments, const MergeLimits& limits) {
  Manifest manifest;
  manifest.segments = std::move(segments);
  return plan_merges(manifest, limits);
}

Plan plan_of(const std::vector<double>& mebibytes) {
  return plan_segments(segments_of(mebibytes), kNoLimits);
}

TEST(MergePlan, ATierIsAFactorOfSize) {
  const std::map<uint64_t, uint32_t> tiers = {{0, 0},         {1 << 20, 0},    {(4 << 20) - 1, 0},
                                              {4 << 20, 1},   {15 << 20, 1},   {16 << 20, 2},
                                              {128 << 20, 3}, {1ull << 40, 10}};
  for (const auto& [bytes, tier] : tiers) EXPECT_EQ(merge_tier(bytes), tier) << bytes;
}

TEST(MergePlan, FourOfATierBecomeOne) {
  EXPECT_EQ(plan_of({}), Plan{});
  EXPECT_EQ(plan_of({1, 1, 1}), Plan{});
  EXPECT_EQ(plan_of({1, 1, 1, 1}), (Plan{{0, 1, 2, 3}}));
  EXPECT_EQ(plan_of({32, 0.1, 32, 0.2, 0.3, 32}), Plan{});
  EXPECT_EQ(plan_of({32, 0.1, 32, 0.2, 0.3, 32, 0}), (Plan{{1, 3, 4, 6}}));
}

TEST(MergePlan, TheOldestAreTaken) {
  EXPECT_EQ(plan_of({8, 8, 8, 8, 8, 8}), (Plan{{0, 1, 2, 3}}));
  EXPECT_EQ(plan_of({32, 32, 32, 32, 32, 32, 32, 32, 32}), (Plan{{0, 1, 2, 3}, {4, 5, 6, 7}}));
}

TEST(MergePlan, WhatGoesUpSeveralTiersIsWrittenOnce) {
  EXPECT_EQ(plan_of(std::vector<double>(16, 8)),
            (Plan{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}}));
  // The last four together form the fourth segment of the next tier.
  EXPECT_EQ(plan_of({32, 32, 32, 8, 8, 8, 8}), (Plan{{0, 1, 2, 3, 4, 5, 6}}));
  // A merged segment of the lowest tier may be too small to leave it, and is then merged with the
  // rest.
  EXPECT_EQ(plan_of(std::vector<double>(10, 0.01)), (Plan{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}));
}

TEST(MergePlan, OnlySegmentsOfOneDictionaryAndTheSameLiveRulesAreMerged) {
  std::vector<SegmentFacts> segments = segments_of({1, 1, 1, 1, 1, 1, 1, 1});
  for (const uint32_t i : {0u, 2u, 4u, 6u}) segments[i].dictionary.bytes.fill(9);
  EXPECT_EQ(plan_segments(segments, kNoLimits), (Plan{{0, 2, 4, 6}, {1, 3, 5, 7}}));
  // A rule that is no longer in the index does not matter.
  segments[2].rules = {RuleDigest{}};
  EXPECT_EQ(plan_segments(segments, kNoLimits), (Plan{{0, 2, 4, 6}, {1, 3, 5, 7}}));
  Manifest manifest;
  manifest.segments = segments;
  manifest.rules = {{"name", "expression", RuleDigest{}, {}}};
  EXPECT_EQ(plan_merges(manifest, kNoLimits), (Plan{{1, 3, 5, 7}}));
}

TEST(MergePlan, ASegmentWithSeveralChunksAFrameIsLeftAlone) {
  std::vector<SegmentFacts> segments = segments_of({1, 1, 1, 1});
  segments[1].frames /= 2;
  EXPECT_EQ(plan_segments(segments, kNoLimits), Plan{});
}

TEST(MergePlan, NothingGrowsBeyondTheLimits) {
  const std::vector<SegmentFacts> segments = segments_of(std::vector<double>(64, 8));
  const uint64_t chunks = segments[0].chunks;
  const auto sizes = [&](const MergeLimits& limits) {
    std::vector<size_t> all;
    for (const auto& merge : plan_segments(segments, limits)) all.push_back(merge.size());
    return all;
  };
  EXPECT_EQ(sizes({64 * chunks, 64}), std::vector<size_t>{64});
  EXPECT_EQ(sizes({64 * chunks - 1, 64}), std::vector<size_t>(4, 16));
  EXPECT_EQ(sizes({64 * chunks, 63}), std::vector<size_t>(4, 16));
  EXPECT_EQ(sizes({4 * chunks, 63}), std::vector<size_t>(16, 4));
  EXPECT_EQ(sizes({4 * chunks - 1, 63}), std::vector<size_t>());
  EXPECT_EQ(sizes({64 * chunks, 3}), std::vector<size_t>());
}

TEST(MergePlan, TheLeastMemoryMergesToo) {
  const MergeLimits limits = merge_limits(64 << 20);
  EXPECT_GE(limits.sources, kMergeFactor * kMergeFactor);
  EXPECT_GE(limits.chunks, 1u << 18);
  EXPECT_LT(merge_limits(UINT64_MAX).chunks, UINT32_MAX);
}

// Simulates the builds of 1,000 days, each merged as planned.
TEST(MergePlan, SegmentsStayFewAndEachByteIsWrittenALogarithmOfTimes) {
  std::mt19937 random(4);
  std::vector<SegmentFacts> segments = segments_of({4000});
  uint64_t text = 0, written = 0;
  for (int day = 0; day < 1000; ++day) {
    segments.push_back(segment_of(0.5 + random() % 10));
    text += segments.back().text_bytes;
    const Plan plan = plan_segments(segments, kNoLimits);
    std::set<uint32_t> gone;
    for (const std::vector<uint32_t>& merge : plan) {
      SegmentFacts& merged = segments[merge[0]];
      for (size_t i = 1; i < merge.size(); ++i) {
        merged.text_bytes += segments[merge[i]].text_bytes;
        merged.chunks = merged.frames += segments[merge[i]].chunks;
        gone.insert(merge[i]);
      }
      written += merged.text_bytes;
    }
    uint32_t index = 0;
    std::erase_if(segments, [&](const SegmentFacts&) { return gone.contains(index++); });
    ASSERT_EQ(plan_segments(segments, kNoLimits), Plan{});
    ASSERT_LE(segments.size(), 3u * 7 + 1) << day;
  }
  EXPECT_LE(written, 7 * text);
}

}  // namespace
}  // namespace trawl
