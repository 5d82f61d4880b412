// Matches many rules at once: scans for all their patterns together, and derives the rules that a
// line matches from its patterns.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/matcher.h"
#include "indexer/rules/rule.h"

namespace trawl {

// Rules compiled together, each distinct pattern once. Immutable, shared between threads, each of
// which has a RuleScanner.
class RuleMatcher {
 public:
  // Errors name the pattern.
  static Result<RuleMatcher> compile(std::span<const Rule> rules);
  size_t rule_count() const { return rule_count_; }

 private:
  friend class RuleScanner;
  // A rule of more than one pattern; patterns have the matcher's numbers.
  struct Combination {
    uint32_t rule;
    std::vector<std::vector<uint32_t>> all_of;
    std::vector<uint32_t> none_of;
    // Whether the patterns of a line, ascending, make it a match.
    bool matches(std::span<const LineMatch> line) const;
  };
  // How the rules use a pattern of the matcher.
  struct PatternUse {
    std::vector<uint32_t> rules;         // that consist of this pattern
    std::vector<uint32_t> combinations;  // whose first clause it is in
  };

  RuleMatcher(Matcher matcher, size_t rule_count)
      : matcher_(std::move(matcher)), rule_count_(rule_count) {}

  // Adds the rule whose pattern the error is about.
  Status with_rule(const Status& status) const;

  Matcher matcher_;
  size_t rule_count_;
  std::vector<std::pair<std::string, std::string>> rule_of_pattern_;  // pattern, a rule that has it
  std::vector<PatternUse> uses_;                                      // by pattern
  std::vector<Combination> combinations_;
};

// Scratch space for one thread. The matcher must outlive it.
class RuleScanner {
 public:
  static Result<RuleScanner> create(const RuleMatcher& matcher);
  size_t rule_count() const { return matcher_->rule_count(); }

  // Replaces `*matches` by the lines of `text` that a rule matches, ascending by (line, rule), each
  // once; `pattern` is the rule's index. Otherwise like LineScanner::scan; errors name the rule.
  Status scan(std::string_view text, std::vector<LineMatch>* matches, uint64_t first_line = 0);

 private:
  RuleScanner(const RuleMatcher* matcher, LineScanner scanner)
      : matcher_(matcher), scanner_(std::move(scanner)) {}
  void add_rules_of(std::span<const LineMatch> line, std::vector<LineMatch>* matches);

  const RuleMatcher* matcher_;
  LineScanner scanner_;
  std::vector<LineMatch> found_;  // by pattern
  std::vector<uint32_t> rules_;   // of the current line
};

}  // namespace trawl
