// The rules of an index: from a user's files to the manifest and its records, and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/rules/rule.h"
#include "indexer/store/next_generation.h"

namespace trawl {

// A catalogue's file; its rules are named NAME/ID.
struct CatalogueText {
  std::string name;
  std::string text;
};

// What to add to an index. Plain values.
struct RuleChange {
  std::vector<Rule> rules;
  std::vector<CatalogueText> catalogues;
};

// Adds the rules to a generation. A rule of the same name is replaced, and so are all rules of a
// catalogue of the same name. Texts of catalogues become meta records. kInvalidArgument if a
// catalogue and a rule outside of catalogues would have the same name.
Status put_rules(const RuleChange& change, NextGeneration* next);

CatalogueDigest catalogue_digest(std::string_view text);

// Whether the rule's name is CATALOGUE/ID.
bool is_of_catalogue(std::string_view rule, std::string_view catalogue);

// The rules in a manifest. kCorruption for one that cannot be read, kUnsupported for one whose
// digest comes from another version of the matcher.
Result<std::vector<Rule>> rules_of(const Manifest& manifest);

// Each digest once, even if it has several names, ascending: what is scanned for.
std::vector<Rule> distinct_rules(std::vector<Rule> rules);

}  // namespace trawl
