// Matches many rules at once: scans for all their patterns together, finds all their names together
// (rule_names.h), and derives the rules that a line matches from its patterns and names.
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
#include "indexer/rules/rule_names.h"

namespace trawl {

// Rules compiled together, each distinct term once. Immutable, shared between threads, each of
// which has a RuleScanner.
class RuleMatcher {
 public:
  // Errors name the pattern.
  static Result<RuleMatcher> compile(std::span<const Rule> rules);
  size_t rule_count() const { return rule_count_; }

 private:
  friend class RuleScanner;
  friend class RuleCompiler;
  // A rule of more than one term. Terms are numbers: those of the matcher's patterns, and after
  // them those of names.
  struct Combination {
    uint32_t rule;
    std::vector<std::vector<uint32_t>> all_of;
    std::vector<uint32_t> none_of;
    // Whether the terms of a line, ascending, make it a match.
    bool matches(std::span<const LineMatch> line) const;
  };
  // How the rules use a term.
  struct TermUse {
    std::vector<uint32_t> rules;         // that consist of this term
    std::vector<uint32_t> combinations;  // whose first clause it is in
  };

  RuleMatcher(Matcher matcher, RuleNames names, size_t rule_count)
      : matcher_(std::move(matcher)), names_(std::move(names)), rule_count_(rule_count) {}

  // Adds the rule whose pattern the error is about.
  Status with_rule(const Status& status) const;

  Matcher matcher_;
  RuleNames names_;
  size_t rule_count_;
  std::vector<std::pair<std::string, std::string>> rule_of_pattern_;  // pattern, a rule that has it
  std::vector<TermUse> uses_;                                         // by term
  std::vector<Combination> combinations_;
};

// Scratch space for one thread. The matcher must outlive it.
class RuleScanner {
 public:
  static Result<RuleScanner> create(const RuleMatcher& matcher);
  size_t rule_count() const { return matcher_->rule_count(); }

  // Replaces `*matches` by the lines of a document that a rule matches, ascending by (line, rule),
  // each once; `pattern` is the rule's index. Otherwise like LineScanner::scan; errors name the
  // rule.
  Status scan(std::string_view document, std::vector<LineMatch>* matches);
  // The lines of a document with names of the rules, for scan_part().
  Result<std::vector<NameOnLine>> find_names(std::string_view document);
  // The same as scan() for whole lines of a document, which begin with line `first_line` (from 0).
  // `names` are those of the document, or none if it is known to have none.
  Status scan_part(std::string_view text, uint64_t first_line, std::span<const NameOnLine> names,
                   std::vector<LineMatch>* matches);

 private:
  RuleScanner(const RuleMatcher* matcher, LineScanner scanner)
      : matcher_(matcher), scanner_(std::move(scanner)) {}
  void add_names(std::string_view text, uint64_t first_line, std::span<const NameOnLine> names);
  void add_rules_of(std::span<const LineMatch> line, std::vector<LineMatch>* matches);

  const RuleMatcher* matcher_;
  LineScanner scanner_;
  std::optional<LineScanner> roots_;  // none if no rule has names
  std::vector<LineMatch> found_;      // by term
  std::vector<uint32_t> rules_;       // of the current line
};

}  // namespace trawl
