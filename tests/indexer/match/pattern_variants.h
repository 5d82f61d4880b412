// Patterns for the tests of matching: as parsed, as written, and forced onto each way to decide
// lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// Both engines get the text as it is, and nothing can be proved about it: no '\n' is taken out of
// classes.
inline Pattern raw_pattern(std::string_view text) {
  Pattern pattern;
  pattern.text = std::string(text);
  pattern.root.kind = RegexNode::Kind::kOpaque;
  pattern.hyperscan = std::string(text);
  pattern.pcre2 = std::string(text);
  return pattern;
}

// The pattern as the matcher would run it, and forced onto: rescans of candidate lines, PCRE2
// behind a filter, PCRE2 on every line. All have to select the same lines.
inline std::vector<Pattern> variants(const Pattern& pattern) {
  std::vector<Pattern> all(4, pattern);
  all[1].root = RegexNode{};
  all[1].root.kind = RegexNode::Kind::kOpaque;
  all[2].hyperscan.clear();
  all[2].hyperscan_refusal = "forced";
  all[3] = all[1];
  all[3].hyperscan.clear();
  all[3].hyperscan_refusal = "forced";
  return all;
}

}  // namespace trawl
