// Catalogues: rules that belong together, as a YAML file whose fields are named as Semgrep's. What
// a catalogue says beyond its rules, how a study of their hits is written, is in study.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "indexer/match/rule_set.h"

namespace trawl {

struct CatalogueRule {
  std::string id;                       // unique in the catalogue
  std::string message;                  // what a line that matches does: "starts a green thread"
  std::string severity;                 // INFO, WARNING or ERROR
  Rule rule;                            // named CATALOGUE/ID
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

// kInvalidArgument says "<file>:<line>: ..." for what is no YAML, for fields that are unknown or
// missing, and for patterns that are none.
Result<Catalogue> parse_catalogue(const YamlFile& file);

// kInvalidArgument, as above, for an example that its rule does not treat as it says, and for a
// rule with examples that cannot be compiled. `file` is what the catalogue was parsed from.
// Compiles each of these, which takes milliseconds.
Status check_examples(const Catalogue& catalogue, const YamlFile& file);

}  // namespace trawl
