// Rules: named expressions scanned for while indexing, and the digest that says what a segment was
// scanned for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/rule_scope.h"
#include "indexer/match/matcher.h"

namespace trawl {

// Which lines a rule matches: those that match one alternative of each clause, and nothing of
// `none_of`.
struct RuleExpression {
  std::vector<std::vector<std::string>> all_of;  // clauses of alternatives; not empty, nor is one
  std::vector<std::string> none_of;

  static RuleExpression of_regex(std::string regex);
  // As one text, by which two expressions are told apart: the regex itself when there is but one,
  // else a line for each, which begins with "& " for the first of a clause, "| " for a further
  // alternative, "! " for what must not match. No regex holds a line break.
  std::string text() const;
  // kCorruption for what text() does not give.
  static Result<RuleExpression> parse(std::string_view text);
  friend bool operator==(const RuleExpression&, const RuleExpression&) = default;
};

struct Rule {
  std::string name;  // CATALOGUE/ID, or an id alone
  RuleExpression expression;
  std::vector<Pattern> patterns;  // of the clauses, one after another, and of none_of
  RuleDigest digest;              // of expression, options and matcher version
  RuleScope scope;
};

// kInvalidArgument for a pattern that is none, or that holds a line break.
Result<Rule> make_rule(std::string name, RuleExpression expression, RuleScope scope = {});

// Parses `id<TAB>regex` lines; empty lines and lines that begin with '#' are skipped, a '\r' before
// the line's end does not count. The regex is all that follows the first tab. Errors say
// "<file>:<line>: ..." for a missing tab, an empty or repeated id, an id with a '/' (which is what
// names of catalogues end with), a bad pattern. `file` and `first_line`, the number of the text's
// first line in it, are for messages.
Result<std::vector<Rule>> parse_rules(std::string_view text, const std::string& file,
                                      uint64_t first_line = 1);

// The digest of one rule: the format of FORMAT.md, with the matcher version that decides what lines
// match. `expression` is RuleExpression::text().
RuleDigest rule_digest(std::string_view expression, const PatternOptions& options);

}  // namespace trawl
