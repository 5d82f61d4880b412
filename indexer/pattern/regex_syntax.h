// The pattern language of rules and queries: text → syntax tree, and the tree back to the
// expressions that the engines run. One dialect for both; independent of the index format,
// thread-safe, no engine included.
//
// Byte mode: a pattern is bytes, '.' is one byte other than '\n', \d \w \s \h \v and their
// negations go by ASCII, case folding is ASCII. \v is any vertical space, as in PCRE2; in RE2 it is
// only VT. A character outside ASCII is a sequence of bytes that a quantifier takes as a whole; a
// class that lists such characters becomes an alternation.
//
// The unit is the line. \A, \z and \Z mean line anchors, (?m) and (?s) are accepted and change
// nothing, and '\n' is taken out of every class ([^x], \s, \W): no line holds one, so the same
// lines match, and no match of a tree without kOpaque can run over a line's end. (?i) and (?x) are
// scoped as in PCRE; (?-i) too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/pattern/regex_node.h"

namespace trawl {

struct PatternOptions {
  bool fixed_string = false;  // -F: the pattern is a literal
  bool ignore_case = false;   // -i: ASCII case folding
  // -w: no word byte before or after the match: (?<!\w)(?:...)(?!\w), ripgrep's meaning, which is
  // not always that of \b(?:...)\b.
  bool word = false;
  friend bool operator==(const PatternOptions&, const PatternOptions&) = default;
};

// A parsed pattern and the expressions for the engines. Both are ASCII, written from the tree, and
// run in byte mode with the flags MULTILINE and, if `caseless`, CASELESS; newline is '\n'. They
// match the same lines, Hyperscan's without captures.
struct Pattern {
  std::string text;  // as the user wrote it
  PatternOptions options;
  RegexNode root;         // the options applied
  std::string hyperscan;  // empty when Hyperscan cannot run it, see `hyperscan_refusal`
  std::string pcre2;      // always present
  bool caseless = false;  // the engines' flag: every letter of the pattern means both cases
  // Why Hyperscan cannot run it: "look-behind at byte 3"; empty if it can.
  std::string hyperscan_refusal;
};

// The longest pattern, in bytes: beyond it PCRE2's compiled code runs out of its 64 KiB of links.
inline constexpr size_t kMaxPatternBytes = 32768;
// Parses. kInvalidArgument with the byte offset and the reason for an invalid pattern ("missing )
// for the ( at byte 1 of the pattern `f(oo`"), kUnsupported for what is refused by name: (*VERB),
// \C, \X, \R, \p, \N{}, an explicit \n outside of a class or alone in one, a negated class or a
// range with characters outside ASCII, callouts, branch reset, the flags J, n, U, u, xx and ^.
Result<Pattern> parse_pattern(std::string_view text, const PatternOptions& options);

// The tree as an S-expression, for tests and --explain: (cat "ab" (rep 0 inf [0-9])).
std::string debug_string(const RegexNode& node);

}  // namespace trawl
