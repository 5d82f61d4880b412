// Files of rules made by hand, and what an index has of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/rules/rule_file.h"
#include "query/read/index_reader.h"
#include "tests/indexer/built_index.h"

namespace trawl {

// `id<TAB>regex` lines, as the file "rules".
RuleFile rule_file(std::string_view lines);
RuleFile rule_file(std::vector<Rule> rules);
RuleFile catalogue_file(const std::string& text);

// Catalogue c, and a rule of it.
std::string catalogue_text(const std::string& rules);
std::string rule_text(const std::string& id, const std::string& regex);

// The hits of a rule: "repository/path:line:text".
Result<std::vector<std::string>> list(IndexReader* reader, const std::string& rule);
Result<std::vector<std::string>> list(const BuiltIndex& index, const std::string& rule,
                                      const std::string& name = "index",
                                      const std::string& snapshot = "");

// Records of hits by rule and block, whatever the segment is called: its id tells of the rules that
// it was built with. REQUIRES: one segment.
IndexDump hits_of(const BuiltIndex& index, const std::string& name);

}  // namespace trawl
