// What Hyperscan gets for a pattern that it cannot, or should not, run itself: a simpler expression
// that every matching line contains, so that PCRE2 has to look at few lines. Pure functions,
// thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/pattern/regex_node.h"

namespace trawl {

// The number of bytes in bounded repeats that the pattern spells out, nested ones multiplied: 200
// for x{200}, 600 for (ab.){10,200}, 0 for ab+c. Hyperscan's compile time grows with it. Saturates.
uint64_t repeated_positions(const RegexNode& root);

// An expression for Hyperscan (multi-line, not caseless, never '\n') such that a line that has a
// match of `root` has a match of it; empty when no such expression would rule out any line.
std::string line_filter(const RegexNode& root);

}  // namespace trawl
