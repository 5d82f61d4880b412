// Rules: named patterns scanned for while indexing, and the digest that says what a segment was
// scanned for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/match/matcher.h"

namespace trawl {

struct Rule {
  std::string name;
  Pattern pattern;
  RuleDigest digest;  // of expression, options and matcher version
};

// Parses `id<TAB>regex` lines; empty lines and lines that begin with '#' are skipped, a '\r' before
// the line's end does not count. The regex is all that follows the first tab. Errors say
// "<file>:<line>: ..." for a missing tab, an empty or repeated id, a bad pattern. `file` is for
// messages.
Result<std::vector<Rule>> parse_rules(std::string_view text, std::string_view file);

// The digest of one rule: the format of FORMAT.md, with the matcher version that decides what lines
// match.
RuleDigest rule_digest(std::string_view expression, const PatternOptions& options);

}  // namespace trawl
