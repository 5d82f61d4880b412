// The pattern language of rules and queries: text → syntax tree, and the tree back to the expressions that
// the engines run. One dialect for both; FORMAT-independent, thread-safe, no engine included.
//
// Byte mode: a pattern is bytes, '.' is one byte other than '\n', \d \w \s are ASCII, case folding is ASCII.
// A character outside ASCII is a sequence of bytes that a quantifier takes as a whole; a class that lists
// such characters becomes an alternation. \A, \z and \Z mean line anchors, since the unit is the line.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

struct PatternOptions {
  bool fixed_string = false;  // -F: the pattern is a literal
  bool ignore_case = false;   // -i: ASCII case folding
  bool word = false;          // -w: the match is bounded by non-word bytes, as \b(?:...)\b is not always:
                              // (?<!\w)(?:...)(?!\w), ripgrep's meaning
  friend bool operator==(const PatternOptions&, const PatternOptions&) = default;
};

using ByteSet = std::bitset<256>;

// A node of the tree. Case folding is already applied: a letter under -i or (?i) is a class of two bytes.
struct RegexNode {
  enum class Kind {
    kEmpty,         // matches the empty string
    kNothing,       // matches no string: an empty class
    kBytes,         // `bytes`, in order
    kClass,         // one byte of `set`
    kConcat,        // all of `children`, in order
    kAlternate,     // one of `children`, the first preferred
    kRepeat,        // children[0], `min` to `max` times
    kGroup,         // children[0], captured
    kLineStart,     // ^ \A
    kLineEnd,       // $ \z \Z
    kWordBoundary,  // \b
    kNotWordBoundary,  // \B
    kOpaque,        // what the tree does not model: look-around, back-reference, atomic group, \K, \G.
                    // May match anything, the empty string included: no gram may be required of it.
  };
  static constexpr uint32_t kUnbounded = UINT32_MAX;

  Kind kind = Kind::kEmpty;
  std::string bytes;
  ByteSet set;
  uint32_t min = 0;
  uint32_t max = 0;
  std::vector<RegexNode> children;
};

// A parsed pattern and what the engines get. Immutable.
struct Pattern {
  std::string text;         // as the user wrote it
  PatternOptions options;
  RegexNode root;           // options applied: literals escaped, -w's bounds are kOpaque-free boundaries
  std::string hyperscan;    // expression for Hyperscan (flags MULTILINE etc. are the matcher's); empty when
                            // Hyperscan cannot run it
  std::string pcre2;        // expression for PCRE2, always present (ASCII, byte mode, multi-line)
  bool caseless = false;    // the engines' caseless flag (options.ignore_case)
  std::string hyperscan_refusal;  // why `hyperscan` is empty: "look-behind at byte 3"
};

// Parses. kInvalidArgument with the byte offset and the reason for what is no pattern ("missing ) at byte
// 7 of the pattern `f(oo`"), kUnsupported for what is refused by name: (*VERB), \C, \X, \R, \p, an explicit
// \n, a negated class or a range with characters outside ASCII, callouts.
Result<Pattern> parse_pattern(std::string_view text, const PatternOptions& options);

// The tree as an S-expression, for tests: (cat "ab" (rep 0 inf [0-9])).
std::string debug_string(const RegexNode& node);

}  // namespace trawl
