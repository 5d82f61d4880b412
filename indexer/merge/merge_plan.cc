// Segments with the same dictionary, version of facts and rules are a group: a document is in only
// one of them, because a build looks for each document in all of them (but see
// document_in_common()). While a tier of a group has kMergeFactor segments, its oldest become one.
// This is simulated with the sums of their sizes before anything is written, so that what rises by
// several tiers is written once.
#include "indexer/merge/merge_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

constexpr uint64_t kFirstTierBytes = 1 << 20;
// A quarter of the memory for each of the two below, beside what the build still holds.
constexpr uint64_t kShare = 4;
// For each chunk of the merged segment: its number in the lists being merged, some 70 bytes in
// coded lists, and what the indexes of the tables take until the tables are finished.
constexpr uint64_t kBytesPerChunk = 64;
// For each source: blocks and read-ahead buffers of the families that are read side by side.
constexpr uint64_t kBytesPerSource = 1 << 20;

// A segment, or the result of a planned merge.
struct Node {
  uint64_t text_bytes = 0;
  uint64_t chunks = 0;
  std::vector<uint32_t> sources;
};

class Group {
 public:
  explicit Group(const MergeLimits& limits) : limits_(limits) {}

  void add(uint32_t index, const SegmentFacts& segment) {
    nodes_.push_back({segment.text_bytes, segment.chunks, {index}});
  }
  void plan() {
    while (merge_one()) {
    }
  }
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  // So small that kMergeFactor nodes of its size stay within the limits.
  bool may_grow(const Node& node) const {
    return node.chunks <= limits_.chunks / kMergeFactor &&
           node.sources.size() <= limits_.sources / kMergeFactor;
  }
  bool merge_one();
  void merge(const std::vector<size_t>& oldest);

  MergeLimits limits_;
  std::vector<Node> nodes_;  // in order of age; a merged one has the place of its oldest
};

// False when no tier has enough segments.
bool Group::merge_one() {
  std::map<uint32_t, std::vector<size_t>> tiers;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (!may_grow(nodes_[i])) continue;
    std::vector<size_t>& tier = tiers[merge_tier(nodes_[i].text_bytes)];
    if (tier.size() < kMergeFactor) tier.push_back(i);
  }
  for (const auto& [tier, oldest] : tiers) {
    if (oldest.size() < kMergeFactor) continue;
    merge(oldest);
    return true;
  }
  return false;
}

void Group::merge(const std::vector<size_t>& oldest) {
  Node& merged = nodes_[oldest.front()];
  for (size_t i = 1; i < oldest.size(); ++i) {
    Node& node = nodes_[oldest[i]];
    merged.text_bytes += node.text_bytes;
    merged.chunks += node.chunks;
    merged.sources.insert(merged.sources.end(), node.sources.begin(), node.sources.end());
    node.sources.clear();
  }
  std::erase_if(nodes_, [](const Node& node) { return node.sources.empty(); });
}

// Content is copied frame by frame, which needs one frame for each chunk.
bool can_be_merged(const SegmentFacts& segment) {
  return segment.frames == segment.chunks;
}

}  // namespace

MergeLimits merge_limits(uint64_t memory) {
  return {std::min<uint64_t>(memory / kShare / kBytesPerChunk, kMaxPostingNumber / 2),
          memory / kShare / kBytesPerSource};
}

uint32_t merge_tier(uint64_t text_bytes) {
  uint32_t tier = 0;
  for (uint64_t size = text_bytes / kFirstTierBytes; size >= kMergeFactor; size /= kMergeFactor) {
    ++tier;
  }
  return tier;
}

std::vector<RuleDigest> live_rules(const Manifest& manifest, const SegmentFacts& segment) {
  std::set<RuleDigest> rules;  // several names may have one
  for (const RuleFacts& rule : manifest.rules) {
    if (covers(segment, rule.digest)) rules.insert(rule.digest);
  }
  return {rules.begin(), rules.end()};
}

std::vector<std::vector<uint32_t>> plan_merges(const Manifest& manifest,
                                               const MergeLimits& limits) {
  std::map<std::tuple<DictionaryId, uint32_t, std::vector<RuleDigest>>, Group> groups;
  for (uint32_t i = 0; i < manifest.segments.size(); ++i) {
    const SegmentFacts& segment = manifest.segments[i];
    if (!can_be_merged(segment)) continue;
    groups
        .try_emplace({segment.dictionary, segment.facts_version, live_rules(manifest, segment)},
                     limits)
        .first->second.add(i, segment);
  }
  std::vector<std::vector<uint32_t>> merges;
  for (auto& [key, group] : groups) {
    group.plan();
    for (const Node& node : group.nodes()) {
      if (node.sources.size() < 2) continue;
      merges.push_back(node.sources);
      std::sort(merges.back().begin(), merges.back().end());
    }
  }
  std::sort(merges.begin(), merges.end());
  return merges;
}

}  // namespace trawl
