#include "indexer/upkeep/hit_check.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "indexer/format/keys.h"
#include "indexer/segment/family_reader.h"

namespace trawl {
namespace {

// With less, the block at which a comparison ends would be read again for nearly each hit.
constexpr uint64_t kLeastRoom = 16 << 10;

}  // namespace

HitCheck::HitCheck(const Store& store, const SegmentFacts& segment,
                   std::span<const RuleDigest> known, uint64_t room)
    : segment_(segment), records_(store.points(Family::kHits)), room_(std::max(room, kLeastRoom)) {
  for (const RuleDigest& rule : segment.rules) rules_[rule];
  for (const RuleDigest& rule : known) rules_[rule].is_known = true;
}

Status HitCheck::wrong(const RuleDigest& rule) const {
  return wrong_segment(segment_,
                       "the hits of rule " + rule.hex() + " are not those of the content");
}

Result<std::vector<Hit>> HitCheck::read(const RuleDigest& rule, uint32_t block) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string_view> bytes,
                         records_.find(hit_key(segment_.id, rule, block)));
  if (!bytes) return std::vector<Hit>();
  TRAWL_ASSIGN_OR_RETURN(std::vector<Hit> hits, decode_hit_block(*bytes));
  if (hits.empty()) return wrong(rule);
  return hits;
}

Status HitCheck::compare(const RuleDigest& rule, RuleHits* hits) {
  for (size_t i = 0; i < hits->wanted.size();) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<Hit> recorded, read(rule, hits->block));
    if (recorded.empty()) return wrong(rule);
    for (; hits->next < recorded.size() && i < hits->wanted.size(); ++i) {
      if (recorded[hits->next++] != hits->wanted[i]) return wrong(rule);
    }
    if (hits->next < recorded.size()) continue;
    ++hits->block;
    hits->next = 0;
  }
  hits_ += hits->wanted.size();
  hits->wanted = std::vector<Hit>();  // gives its memory back
  return {};
}

Status HitCheck::compare_all() {
  for (auto& [rule, hits] : rules_) TRAWL_RETURN_IF_ERROR(compare(rule, &hits));
  held_bytes_ = 0;
  return {};
}

Status HitCheck::add(const RuleDigest& rule, const Hit& hit) {
  held_bytes_ += sizeof(Hit) + hit.text.size();
  rules_[rule].wanted.push_back(hit);
  return held_bytes_ < room_ ? Status() : compare_all();
}

Status HitCheck::pass_unknown(const RuleDigest& rule, RuleHits* hits) {
  uint32_t document = 0;
  uint32_t line = 0;
  while (true) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<Hit> recorded, read(rule, hits->block));
    if (recorded.empty()) return {};
    ++hits->block;
    hits_ += recorded.size();
    for (const Hit& hit : recorded) {
      const bool is_after = std::tie(document, line) < std::tie(hit.document.value, hit.line);
      if (!is_after || hit.document.value >= segment_.documents) {
        return wrong_segment(
            segment_, "the hits of rule " + rule.hex() + " are not in the order of its documents");
      }
      document = hit.document.value;
      line = hit.line;
    }
  }
}

Status HitCheck::finish(CheckReport* report) {
  TRAWL_RETURN_IF_ERROR(compare_all());
  uint64_t records = 0;
  for (auto& [rule, hits] : rules_) {
    if (hits.is_known) {
      TRAWL_ASSIGN_OR_RETURN(const std::vector<Hit> recorded, read(rule, hits.block));
      if (!recorded.empty()) return wrong(rule);
    } else {
      TRAWL_RETURN_IF_ERROR(pass_unknown(rule, &hits));
    }
    records += hits.block;
  }
  report->hits += hits_;
  const uint64_t expected = expected_entries(segment_, Family::kHits);
  if (records == expected) return {};
  return wrong_segment(
      segment_, fmt::format("the number of records with hits is {}, but {} was published", records,
                            expected));
}

}  // namespace trawl
