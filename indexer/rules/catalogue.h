// Catalogues: rules that belong together, in a YAML file whose fields are named like Semgrep's.
// What else a catalogue has, the study of the rules' hits, is in study.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "indexer/rules/rule.h"

namespace trawl {

struct CatalogueRule {
  std::string id;                       // unique in the catalogue
  std::string message;                  // what a line that matches does: "starts a green thread"
  std::string severity;                 // INFO, WARNING or ERROR
  Rule rule;                            // named CATALOGUE/ID
  std::vector<YamlText> languages;      // as the file has them, "generic" too
  std::vector<uint32_t> pattern_lines;  // in the file, of each of rule.patterns
  // Lines that it must match, and must not; of a rule with names, whole sources.
  std::vector<YamlText> match, reject;
  uint32_t line = 0;  // in the file
};

struct Catalogue {
  std::string name;
  std::string message;
  std::vector<CatalogueRule> rules;
  // The index of the rule with this id; rules.size() when there is none.
  size_t find(std::string_view id) const;
};

// Whether it is one of Semgrep's words for files of any language, in any case.
bool is_any_language(std::string_view language);

// The problems of a catalogue's file: each is kInvalidArgument, "<file>:<line>: ...".
struct CatalogueProblems {
  std::vector<Status> fields;              // the catalogue's own
  std::vector<std::vector<Status>> rules;  // by rule; empty when nothing is wrong with it
  std::vector<Status> study;

  // All of them, in this order.
  std::vector<Status> all() const;
};

// Finds YAML that is not a catalogue's, fields that are unknown or missing, and patterns that are
// invalid. Reads all rules; wrong ones have at most their id, which a study may name.
Catalogue parse_catalogue(const YamlFile& file, CatalogueProblems* problems);
// The same, but fails with the first of these problems.
Result<Catalogue> parse_catalogue(const YamlFile& file);

}  // namespace trawl
