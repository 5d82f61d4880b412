// The syntax tree back to text for each engine, and the bounds of -w. Internal to indexer/pattern.
// Pure functions, thread-safe.
#pragma once

#include <string>

#include "indexer/pattern/regex_node.h"

namespace trawl {

// The tree bounded as -w says, and whether that took look-around, which Hyperscan does not have.
struct BoundedRegex {
  RegexNode root;
  bool has_look_around = false;
};
BoundedRegex bound_by_words(RegexNode root);

// True when every letter of the tree stands for both its cases, so that the engines' flag can say
// it.
bool is_caseless(const RegexNode& root);

// `caseless` is is_caseless(root). The expression for Hyperscan: REQUIRES a tree without
// kAssertion, kAtomic, kOpaque and possessive repeats.
std::string hyperscan_expression(const RegexNode& root, bool caseless);
std::string pcre2_expression(const RegexNode& root, bool caseless);

}  // namespace trawl
