#include "indexer/segment/manifest_rules.h"

#include <algorithm>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/format/keys.h"

namespace trawl {
namespace {

// Replaces the facts of the same name, or inserts them in the order of names.
template <class Facts>
void put_by_name(Facts facts, std::vector<Facts>* all) {
  const auto at =
      std::lower_bound(all->begin(), all->end(), facts.name,
                       [](const Facts& f, const std::string& name) { return f.name < name; });
  if (at != all->end() && at->name == facts.name) {
    *at = std::move(facts);
  } else {
    all->insert(at, std::move(facts));
  }
}

}  // namespace

CatalogueDigest catalogue_digest(std::string_view text) {
  Hasher128 hasher;
  hasher.update("trawl catalogue");
  hasher.update(text);
  return {hasher.finish()};
}

bool is_of_catalogue(std::string_view rule, std::string_view catalogue) {
  return rule.size() > catalogue.size() && rule.starts_with(catalogue) &&
         rule[catalogue.size()] == '/';
}

Status put_rules(const RuleChange& change, NextGeneration* next) {
  Manifest* const manifest = &next->manifest();
  for (const CatalogueText& catalogue : change.catalogues) {
    std::erase_if(manifest->rules, [&](const RuleFacts& rule) {
      return is_of_catalogue(rule.name, catalogue.name);
    });
    const CatalogueFacts facts{catalogue.name, catalogue_digest(catalogue.text)};
    TRAWL_RETURN_IF_ERROR(next->put_meta(catalogue_key(facts.digest), catalogue.text));
    put_by_name(facts, &manifest->catalogues);
  }
  for (const Rule& rule : change.rules) {
    put_by_name(RuleFacts{rule.name, rule.expression.text(), rule.digest, rule.scope},
                &manifest->rules);
  }
  for (const CatalogueFacts& catalogue : manifest->catalogues) {
    for (const RuleFacts& rule : manifest->rules) {
      if (rule.name != catalogue.name) continue;
      return invalid_argument("a catalogue and a rule without one cannot both be named " +
                              rule.name + ": rename one, or remove the one in the index with " +
                              Term::kRulesRemoval)
          .with_context(unsaid(in_rule(rule.name)));
    }
  }
  return {};
}

Result<std::vector<Rule>> rules_of(const Manifest& manifest) {
  std::vector<Rule> rules;
  for (const RuleFacts& facts : manifest.rules) {
    ErrorContext stored = in_rule(facts.name);
    stored.words += " of the index";
    Result<RuleExpression> expression = RuleExpression::parse(facts.expression);
    if (!expression.is_ok()) return expression.status().with_context(stored);
    Result<Rule> rule = make_rule(facts.name, std::move(expression).value(), facts.scope);
    if (!rule.is_ok()) {
      return rule.status().with_code(StatusCode::kCorruption).with_context(stored);
    }
    if (rule->digest != facts.digest) {
      return unsupported(
                 stored.words +
                 " means something else to this version of Trawl than when its hits were found: "
                 "remove it with " +
                 Term::kRulesRemoval + ", and add it again")
          .with_context(unsaid(stored));
    }
    rules.push_back(std::move(rule).value());
  }
  return rules;
}

std::vector<Rule> distinct_rules(std::vector<Rule> rules) {
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.digest < b.digest; });
  const auto end = std::unique(rules.begin(), rules.end(),
                               [](const Rule& a, const Rule& b) { return a.digest == b.digest; });
  rules.erase(end, rules.end());
  return rules;
}

}  // namespace trawl
