// Decides which segments to merge: in tiers by size, so that T bytes of text are in O(log T)
// segments and each byte is written O(log T) times.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/format/manifest.h"

namespace trawl {

// This many segments of one tier become one, and a tier's sizes span this factor: a tier has at
// most three segments. Measured on the 2024.2 release: a search for what is not there takes 2.3
// times the CPU time in 50 segments as in 5, and 1.4 times in 13; merging takes 5 ms per MB of
// text, building 18, so going up a tier costs a quarter of a build.
inline constexpr uint32_t kMergeFactor = 4;

// The limits of a merged segment.
struct MergeLimits {
  uint64_t chunks = 0;   // that it has
  uint64_t sources = 0;  // that it is made of
};

// The limits of merging with this much memory, which is used for `sources` side by side and for
// what is held of each chunk.
MergeLimits merge_limits(uint64_t memory);

// The tier of a segment with this much text: 0 below 1 MiB * kMergeFactor, one more for each
// factor.
uint32_t merge_tier(uint64_t text_bytes);

// Lists of indices into the manifest's segments: each list is to be merged into one. The segments
// of a list have the same dictionary and version of facts, and were scanned for the same ones of
// the manifest's rules. Each list ascends, they come in the order of their first indices, and no
// index is in two. The result depends only on the facts and the limits.
std::vector<std::vector<uint32_t>> plan_merges(const Manifest& manifest, const MergeLimits& limits);

// The manifest's rules that the segment was scanned for, ascending.
std::vector<RuleDigest> live_rules(const Manifest& manifest, const SegmentFacts& segment);

}  // namespace trawl
