// Patterns for the tests of matching: as parsed, as written, and forced onto each way to decide
// lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// Both engines get the text as it is, and nothing is proved about it.
inline Pattern raw_pattern(std::string_view text) {
  Pattern pattern;
  pattern.text = std::string(text);
  pattern.root.kind = RegexNode::Kind::kOpaque;
  pattern.hyperscan = std::string(text);
  pattern.pcre2 = std::string(text);
  return pattern;
}

// The same, but it is taken as proved that no match contains a '\n'. REQUIRES: this is true.
inline Pattern raw_line_pattern(std::string_view text) {
  Pattern pattern = raw_pattern(text);
  pattern.root.kind = RegexNode::Kind::kAssertion;
  return pattern;
}

// The pattern as the matcher would run it, and forced onto PCRE2 after a filter, and onto PCRE2 on
// every line. All of them must select the same lines.
inline std::vector<Pattern> variants(const Pattern& pattern) {
  std::vector<Pattern> all(3, pattern);
  all[1].hyperscan.clear();
  all[1].hyperscan_refusal = "forced";
  all[2] = all[1];
  all[2].root = RegexNode{};
  all[2].root.kind = RegexNode::Kind::kOpaque;
  return all;
}

}  // namespace trawl
