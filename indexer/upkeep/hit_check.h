// Verifies the hits of a segment against those of its content.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/hit.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"
#include "indexer/upkeep/check_report.h"

namespace trawl {

// Takes the hits of the content as they are found, and holds them against the next records of
// their rules whenever they take `room` bytes. One object, one thread; the store and the segment
// must outlive it. kCorruption names the rule.
class HitCheck {
 public:
  // `known`: the rules whose hits will be added. Of the others, only the order can be verified.
  HitCheck(const Store& store, const SegmentFacts& segment, std::span<const RuleDigest> known,
           uint64_t room);

  // REQUIRES: the rule is known, and the hit comes after the last one of the rule.
  Status add(const RuleDigest& rule, const Hit& hit);
  // That there are no other records. Adds the hits to the report.
  Status finish(CheckReport* report);

 private:
  // The records of a rule are read up to `next` of `block`.
  struct RuleHits {
    bool is_known = false;
    std::vector<Hit> wanted;
    uint32_t block = 0;
    size_t next = 0;
  };

  // The hits of a block, empty after the last block; a block has some.
  Result<std::vector<Hit>> read(const RuleDigest& rule, uint32_t block);
  Status compare(const RuleDigest& rule, RuleHits* hits);
  Status compare_all();
  Status pass_unknown(const RuleDigest& rule, RuleHits* hits);
  Status wrong(const RuleDigest& rule) const;

  const SegmentFacts& segment_;
  PointCursor records_;
  uint64_t room_;
  std::map<RuleDigest, RuleHits> rules_;  // in the order of their records
  uint64_t held_bytes_ = 0;               // of all wanted
  uint64_t hits_ = 0;                     // read and found right
};

}  // namespace trawl
