// Which segments are to be merged: in tiers by size, so that T bytes of text are in O(log T)
// segments and each byte is written O(log T) times.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/format/manifest.h"

namespace trawl {

// As many segments of one tier become one, and a tier's sizes span this factor: a tier has at most
// three. Measured on the 2024.2 release: a search for what is not there takes 2.3 times the CPU
// time in 50 segments as in 5, and 1.4 times in 13; merging takes 5 ms a MB of text, where building
// takes 18, so that going up a tier costs a quarter of a build.
inline constexpr uint32_t kMergeFactor = 4;

// What a merged segment may come to.
struct MergeLimits {
  uint64_t chunks = 0;   // that it holds
  uint64_t sources = 0;  // that it is made of
};

// The limits of merging within so much memory, which goes to `sources` side by side and to what is
// held of each chunk.
MergeLimits merge_limits(uint64_t memory);

// The tier of a segment with so much text: 0 below 1 MiB * kMergeFactor, one more for each factor.
uint32_t merge_tier(uint64_t text_bytes);

// Lists of indices into the manifest's segments to be merged, of one dictionary and scanned for the
// same of its rules, each ascending, in the order of their first ones;
// no index is in two. Nothing but the facts and the limits decides.
std::vector<std::vector<uint32_t>> plan_merges(const Manifest& manifest, const MergeLimits& limits);

// Those of the manifest's rules that the segment was scanned for, ascending.
std::vector<RuleDigest> live_rules(const Manifest& manifest, const SegmentFacts& segment);

}  // namespace trawl
