// Finds the hits of a rule in a segment that was not scanned for it: from the trigram index, so
// that only candidates are read, and no corpus is needed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "indexer/base/status.h"
#include "indexer/match/rule_matcher.h"
#include "indexer/match/rule_set.h"
#include "indexer/store/segment_writer.h"
#include "query/index_reader.h"
#include "query/trigram_query.h"

namespace trawl {

// What filling in took, by all rules.
struct BackfillCounts {
  uint64_t hits = 0;
  uint64_t chunks = 0;  // that were read
  uint64_t bytes = 0;   // of them
};

// A rule made ready once for all segments.
struct FillInRule {
  std::string name;
  RuleDigest digest;
  TrigramQuery query;                    // what holds of every line that the rule matches
  std::unique_ptr<RuleMatcher> matcher;  // the scanner's
  std::optional<RuleScanner> scanner;    // never empty
};
Result<FillInRule> prepare_fill_in(const Rule& rule);

// The table of hits that the rules have in a segment, the same records that a build with them would
// have written: none when there is no hit. One chunk, or one giant line, and a block of hits are in
// memory at a time. REQUIRES: distinct digests, ascending. Errors name the rule and the file.
Result<IncomingFile> fill_in_rules(std::span<FillInRule* const> rules, SegmentOrdinal segment,
                                   IndexReader* reader, const std::string& path,
                                   BackfillCounts* counts);

}  // namespace trawl
