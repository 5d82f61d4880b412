// Writes the syntax tree back to text for each engine, and adds the bounds of -w. Internal to
// indexer/pattern. Pure functions, thread-safe.
#pragma once

#include <string>

#include "indexer/pattern/regex_node.h"

namespace trawl {

// The tree with the bounds of -w, and whether they needed look-around, which Hyperscan lacks.
struct BoundedRegex {
  RegexNode root;
  bool has_look_around = false;
};
BoundedRegex bound_by_words(RegexNode root);

// True when every letter of the tree stands for both its cases, so that the engines' flag can
// express it.
bool is_caseless(const RegexNode& root);

// The expression for Hyperscan; `caseless` is is_caseless(root). REQUIRES a tree without
// kAssertion, kAtomic, kOpaque and possessive repeats.
std::string hyperscan_expression(const RegexNode& root, bool caseless);
std::string pcre2_expression(const RegexNode& root, bool caseless);

}  // namespace trawl
