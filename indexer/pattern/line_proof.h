// Proves facts about a pattern's matches and lines from its tree alone. Every answer errs on the
// safe side: "may" if no proof was found. Pure functions, thread-safe.
#pragma once

#include <cstdint>

#include "indexer/pattern/regex_node.h"

namespace trawl {

struct LineFacts {
  // False: no match holds a '\n', so the line of Hyperscan's match end is the match's line.
  bool may_consume_newline = true;
  bool may_match_empty = true;
  bool matches_every_line = false;  // proved: every line has a match, the empty line included
  // No match takes more bytes, counting those that look-around reads; kUnlimited: not proved.
  static constexpr uint64_t kUnlimited = UINT64_MAX;
  uint64_t most_bytes = kUnlimited;
  // Whether a match begins somewhere may depend on bytes before it: a word boundary, an assertion.
  // A line's start does not count: it has no bytes before it.
  bool may_look_back = true;
};

LineFacts prove_line_facts(const RegexNode& root);

}  // namespace trawl
