#include "indexer/catalogue/rule_file.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/catalogue/catalogue.h"
#include "indexer/catalogue/study.h"
#include "indexer/match/rule_matcher.h"

namespace trawl {
namespace {

// All at once, which is faster, and one by one to name the one that does not.
Status check_that_rules_compile(const std::vector<Rule>& rules, const std::vector<uint32_t>& lines,
                                const std::string& path) {
  const Status together = RuleMatcher::compile(rules).status();
  for (size_t i = 0; i < rules.size() && !together.is_ok(); ++i) {
    const Status status = RuleMatcher::compile({&rules[i], 1}).status();
    if (status.is_ok()) continue;
    return status.with_context(fmt::format("{}:{}: rule {}", path, lines[i], rules[i].name));
  }
  return together.with_context(path);
}

Status read_list(RuleFile* read) {
  TRAWL_ASSIGN_OR_RETURN(read->rules, parse_rules(read->text, read->path));
  for (const ListLine& line : list_lines(read->text)) {
    read->lines.push_back(static_cast<uint32_t>(line.number));
  }
  return check_that_rules_compile(read->rules, read->lines, read->path);
}

Status read_catalogue(RuleFile* read) {
  TRAWL_ASSIGN_OR_RETURN(const YamlFile file, YamlFile::parse(read->text, read->path));
  TRAWL_ASSIGN_OR_RETURN(Catalogue catalogue, parse_catalogue(file));
  TRAWL_RETURN_IF_ERROR(check_examples(catalogue, file));
  TRAWL_RETURN_IF_ERROR(parse_study(file, catalogue).status());
  read->catalogue = catalogue.name;
  std::vector<Rule> untried;
  std::vector<uint32_t> untried_lines;
  for (const CatalogueRule& rule : catalogue.rules) {
    read->rules.push_back(rule.rule);
    read->lines.push_back(rule.line);
    if (!rule.match.empty() || !rule.reject.empty()) continue;
    untried.push_back(rule.rule);
    untried_lines.push_back(rule.line);
  }
  if (untried.empty()) return {};
  return check_that_rules_compile(untried, untried_lines, read->path);
}

}  // namespace

Result<RuleFile> read_rule_file(const std::string& path) {
  RuleFile read;
  read.path = path;
  TRAWL_ASSIGN_OR_RETURN(read.text, read_file(path, kMostRuleFileBytes));
  const bool is_catalogue = path.ends_with(".yaml") || path.ends_with(".yml");
  TRAWL_RETURN_IF_ERROR(is_catalogue ? read_catalogue(&read) : read_list(&read));
  return read;
}

}  // namespace trawl
