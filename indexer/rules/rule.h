// Rules: named expressions that are scanned for while indexing, and the digest that says what a
// segment was scanned for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/rule_scope.h"
#include "indexer/match/matcher.h"

namespace trawl {

// Which lines a rule matches: those that match an alternative of each clause, and nothing in
// `none_of`.
struct RuleExpression {
  std::vector<std::vector<std::string>> all_of;  // at least one clause, each with alternatives
  std::vector<std::string> none_of;

  static RuleExpression of_regex(std::string regex);
  // One text, which differs for different expressions: the regex itself if there is only one, else
  // a line for each, which begins with "& " for the first of a clause, "| " for a further
  // alternative, "! " for what must not match. No regex holds a line break.
  std::string text() const;
  // kCorruption for a text that text() never gives.
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

// kInvalidArgument for an invalid pattern, or one that holds a line break.
Result<Rule> make_rule(std::string name, RuleExpression expression, RuleScope scope = {});

// Parses `id<TAB>regex` lines; empty lines and lines that begin with '#' are skipped, and a '\r' at
// the end of a line does not count. The regex is everything after the first tab. Errors say
// "<file>:<line>: ..." for a missing tab, an empty or repeated id, an id with a '/' (which ends the
// name of a catalogue), a bad pattern. `file` and `first_line`, the number of the text's first line
// in it, are for messages.
Result<std::vector<Rule>> parse_rules(std::string_view text, const std::string& file,
                                      uint64_t first_line = 1);

// The digest of one rule, in the format of FORMAT.md, with the version of the matcher, which
// decides what lines match. `expression` is RuleExpression::text().
RuleDigest rule_digest(std::string_view expression, const PatternOptions& options);

}  // namespace trawl
