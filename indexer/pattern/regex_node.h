// The syntax tree of a pattern, as values. No engine included.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/pattern/byte_set.h"

namespace trawl {

// The deepest nesting of groups. PCRE2 allows 250, and writing the expression may add some.
inline constexpr int kMaxPatternDepth = 200;
// The largest bound of a quantifier, PCRE2's own.
inline constexpr uint32_t kMaxRepeat = 65535;

// A node of the tree. Case folding is already applied: a letter under -i or (?i) is a class of two
// bytes. Groups without capture leave no node. The tree is at most a few hundred nodes deep, so
// recursion is safe.
struct RegexNode {
  enum class Kind : uint8_t {
    kEmpty,         // matches the empty string
    kNothing,       // matches no string: an empty class
    kBytes,         // `bytes`, in order; not empty
    kClass,         // one byte of `set`
    kConcat,        // all of `children`, in order
    kAlternate,     // one of `children`, the first preferred
    kRepeat,        // children[0], `min` to `max` times
    kGroup,         // children[0], captured, under the name `bytes` unless empty
    kAtomic,        // children[0] without backtracking into it: matches at most what the child does
    kLineStart,     // ^ \A
    kLineEnd,       // $ \z \Z
    kWordBoundary,  // \b
    kNotWordBoundary,  // \B
    // Consumes nothing. `bytes` is "(?=", "(?!", "(?<=" or "(?<!" with children[0] as the body, or
    // "\K" or "\G" without a body.
    kAssertion,
    // What the tree does not model: back-reference, subroutine call, conditional. It may match
    // anything, even the empty string, so no gram may be required of it. `bytes`, the children and,
    // if there are any, ")" are its text for PCRE2.
    kOpaque,
  };
  enum class Greed : uint8_t { kGreedy, kLazy, kPossessive };
  static constexpr uint32_t kUnbounded = UINT32_MAX;

  Kind kind = Kind::kEmpty;
  Greed greed = Greed::kGreedy;  // kRepeat's
  std::string bytes;
  ByteSet set;
  uint32_t min = 0;
  uint32_t max = 0;
  std::vector<RegexNode> children;
};

}  // namespace trawl
