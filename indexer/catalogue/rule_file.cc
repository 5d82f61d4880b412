#include "indexer/catalogue/rule_file.h"

#include <utility>

#include "indexer/base/file.h"
#include "indexer/catalogue/catalogue.h"
#include "indexer/catalogue/study.h"

namespace trawl {

Result<RuleFile> read_rule_file(const std::string& path) {
  RuleFile read;
  read.path = path;
  TRAWL_ASSIGN_OR_RETURN(read.text, read_file(path, kMostRuleFileBytes));
  if (!path.ends_with(".yaml") && !path.ends_with(".yml")) {
    TRAWL_ASSIGN_OR_RETURN(read.rules, parse_rules(read.text, path));
    return read;
  }
  TRAWL_ASSIGN_OR_RETURN(const YamlFile file, YamlFile::parse(read.text, path));
  TRAWL_ASSIGN_OR_RETURN(Catalogue catalogue, parse_catalogue(file));
  TRAWL_RETURN_IF_ERROR(check_examples(catalogue, file));
  TRAWL_RETURN_IF_ERROR(parse_study(file, catalogue).status());
  read.catalogue = std::move(catalogue.name);
  for (CatalogueRule& rule : catalogue.rules) read.rules.push_back(std::move(rule.rule));
  return read;
}

}  // namespace trawl
