// The rules of an index: from what a user gives to the manifest and its records, and back.
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

// What is to be added to an index. Plain values.
struct RuleChange {
  std::vector<Rule> rules;
  std::vector<CatalogueText> catalogues;
};

// Makes the rules part of a generation: one of the same name is replaced, and all of a catalogue of
// the same name are. Texts of catalogues become meta records. kInvalidArgument when a catalogue and
// a rule that is of none would have one name.
Status put_rules(const RuleChange& change, NextGeneration* next);

CatalogueDigest catalogue_digest(std::string_view text);

// Whether the rule's name is CATALOGUE/ID.
bool is_of_catalogue(std::string_view rule, std::string_view catalogue);

// The rules that a manifest has. kCorruption for one that cannot be understood, kUnsupported for
// one whose digest another version of the matcher made.
Result<std::vector<Rule>> rules_of(const Manifest& manifest);

// Each digest once, of several names, ascending: what is scanned for.
std::vector<Rule> distinct_rules(std::vector<Rule> rules);

}  // namespace trawl
