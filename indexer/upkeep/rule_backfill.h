// Finds the hits of rules in a segment that was not scanned for them. It uses the trigram index, so
// that only candidates are read, and no corpus is needed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/rules/rule.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/segment/hit_table.h"
#include "query/filter/trigram_query.h"
#include "query/read/index_reader.h"

namespace trawl {

// What filling in rules took.
struct BackfillCounts {
  uint64_t hits = 0;
  uint64_t chunks = 0;  // that were read
  uint64_t bytes = 0;   // of them
};

// Rules prepared once for all segments. One object, one thread; movable.
class RuleBackfill {
 public:
  // REQUIRES: rules of distinct digests. Errors name the rule.
  static Result<RuleBackfill> prepare(const std::vector<Rule>& rules);

  // The rules' hits in a segment, by the numbers of the rules: the same hits that a build with the
  // rules would have found. Only candidates of `wanted` are read, each once; some hits of the other
  // rules may be missing. One chunk, one giant line, or one document in which names are resolved is
  // in memory at a time, beside what HitTable holds, whose file is in `directory`. Errors name the
  // file and the rule.
  Result<HitTable> find(std::span<const uint32_t> wanted, SegmentOrdinal segment,
                        IndexReader* reader, const std::string& directory, BackfillCounts* counts);

 private:
  class Run;
  RuleBackfill(std::vector<TrigramQuery> line_queries, std::vector<TrigramQuery> root_queries,
               std::unique_ptr<RuleMatcher> matcher, RuleScanner scanner)
      : line_queries_(std::move(line_queries)),
        root_queries_(std::move(root_queries)),
        matcher_(std::move(matcher)),
        scanner_(std::move(scanner)) {}

  // By rule: what holds of every line that it matches in a document without names, and of some
  // chunk of every document with its names.
  std::vector<TrigramQuery> line_queries_, root_queries_;
  std::unique_ptr<RuleMatcher> matcher_;  // the scanner's
  RuleScanner scanner_;
};

}  // namespace trawl
