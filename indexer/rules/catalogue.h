// Catalogues: rules that belong together, as a YAML file whose fields are named as Semgrep's. What
// a catalogue says beyond its rules, how a study of their hits is written, is in study.h.
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
  std::vector<YamlText> languages;      // as they stand there, "generic" too
  std::vector<uint32_t> pattern_lines;  // of the file, of each of rule.patterns
  std::vector<YamlText> match, reject;  // lines that it must match, and must not
  uint32_t line = 0;                    // of the file
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

// What is wrong with a catalogue's file: kInvalidArgument, "<file>:<line>: ...".
struct CatalogueProblems {
  std::vector<Status> fields;  // the catalogue's own
  std::vector<Status> rules;   // by rule, the first that is wrong with it; ok when nothing is
  Status study;                // the first

  // Those that are not ok, in this order.
  std::vector<Status> all() const;
};

// Finds what is not YAML of a catalogue, fields that are unknown or missing, patterns that are
// none. All rules are read; those that are wrong have at most their id, which a study may name.
Catalogue parse_catalogue(const YamlFile& file, CatalogueProblems* problems);
// The same with the first of these problems.
Result<Catalogue> parse_catalogue(const YamlFile& file);

}  // namespace trawl
