// Rule files for tests, and what an index contains of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/study/rule_file.h"
#include "query/read/index_reader.h"
#include "tests/indexer/built_index.h"

namespace trawl {

// `id<TAB>regex` lines, as if in a file named "rules".
RuleFile rule_file(std::string_view lines);
RuleFile rule_file(std::vector<Rule> rules);
RuleFile catalogue_file(const std::string& text);

// The text of a catalogue named c with these rules, and one rule.
std::string catalogue_text(const std::string& rules);
std::string rule_text(const std::string& id, const std::string& regex);

// The hits of a rule as "repository/path:line:text".
Result<std::vector<std::string>> list(IndexReader* reader, const std::string& rule);
Result<std::vector<std::string>> list(const BuiltIndex& index, const std::string& rule,
                                      const std::string& name = "index",
                                      const std::string& snapshot = "");

// Records of hits by rule and block, without the segment's id, which depends on the rules that the
// segment was built with. REQUIRES: one segment.
IndexDump hits_of(const BuiltIndex& index, const std::string& name);

}  // namespace trawl
