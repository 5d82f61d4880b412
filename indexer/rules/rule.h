// Rules: named expressions that are scanned for while indexing, and the digest that says what a
// segment was scanned for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/rule_scope.h"
#include "indexer/match/matcher.h"
#include "indexer/python/names.h"

namespace trawl {

// What a line must have: a match of a regular expression, or a name of a Python module.
struct RuleTerm {
  RuleTerm(std::string regex) : text(std::move(regex)) {}  // NOLINT: implicit by design
  RuleTerm(const char* regex) : text(regex) {}             // NOLINT: implicit by design
  // The line imports, uses or calls this dotted name, or one below it.
  RuleTerm(NameKind what, std::string dotted_name) : text(std::move(dotted_name)), name(what) {}

  std::string text;              // the regular expression or the dotted name
  std::optional<NameKind> name;  // none for a regular expression
  friend bool operator==(const RuleTerm&, const RuleTerm&) = default;
};

// Which lines a rule matches: those that have an alternative of each clause, and match nothing in
// `none_of`.
struct RuleExpression {
  std::vector<std::vector<RuleTerm>> all_of;  // at least one clause, each with alternatives
  std::vector<std::string> none_of;           // regular expressions

  static RuleExpression of_regex(std::string regex);
  // Whether any term is a name. Then the lines that match depend on the whole document.
  bool has_names() const;
  // One text, which differs for different expressions: the regex itself if there is nothing else,
  // else a line for each term, which begins with "& " for the first of a clause, "| " for a further
  // alternative, "! " for what must not match. The line of a name says between these two bytes what
  // is done with it: "&import eventlet", "|use a.b", "&call a.b.c". No regex holds a line break.
  std::string text() const;
  // kCorruption for a text that text() never gives.
  static Result<RuleExpression> parse(std::string_view text);
  friend bool operator==(const RuleExpression&, const RuleExpression&) = default;
};

struct Rule {
  std::string name;  // CATALOGUE/ID, or an id alone
  RuleExpression expression;
  std::vector<Pattern> patterns;  // of the clauses' regexes, one after another, and of none_of
  RuleDigest digest;              // of expression, options and versions, as of rule_digest()
  RuleScope scope;
};

// Whether the text is a name, or names with dots between them, as Python allows them in ASCII.
bool is_dotted_name(std::string_view text);

// What stands in a name for what a call of it returns: "loopingcall.Loop().start".
inline constexpr std::string_view kCallOfName = "()";
// Whether the text is a dotted name, "()", and nothing or a dot and a dotted name.
bool is_name_of_value(std::string_view text);

// What a name begins with, up to the first dot or call: a document that does not hold this has no
// line with the name.
std::string_view root_of_name(std::string_view name);

// kInvalidArgument for an invalid pattern, one that holds a line break, or text that is not a name
// of the kinds above.
Result<Rule> make_rule(std::string name, RuleExpression expression, RuleScope scope = {});

// Parses `id<TAB>regex` lines; empty lines and lines that begin with '#' are skipped, and a '\r' at
// the end of a line does not count. The regex is everything after the first tab. Errors say
// "<file>:<line>: ..." for a missing tab, an empty or repeated id, an id with a '/' (which ends the
// name of a catalogue), a bad pattern. `file` and `first_line`, the number of the text's first line
// in it, are for messages.
Result<std::vector<Rule>> parse_rules(std::string_view text, const std::string& file,
                                      uint64_t first_line = 1);

// The digest of one rule, in the format of FORMAT.md, with the version of the matcher, which
// decides what lines match; if the rule has names, with the version of what resolves them, too.
// `expression` is RuleExpression::text().
RuleDigest rule_digest(std::string_view expression, const PatternOptions& options,
                       bool has_names = false);

}  // namespace trawl
