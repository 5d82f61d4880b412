#include "query/rule_lookup.h"

#include <algorithm>
#include <vector>

namespace trawl {
namespace {

// As many names as help to spot a typo.
constexpr size_t kMostNames = 10;

std::string known_rules(const Manifest& manifest) {
  if (manifest.rules.empty()) return ", which has none: trawl-index rules add FILE";
  std::string text = "; it has: ";
  for (size_t i = 0; i < std::min(kMostNames, manifest.rules.size()); ++i) {
    text += (i == 0 ? "" : ", ") + manifest.rules[i].name;
  }
  if (manifest.rules.size() <= kMostNames) return text;
  return text + " and " + std::to_string(manifest.rules.size() - kMostNames) +
         " more (trawl-index stats lists them)";
}

}  // namespace

Result<const RuleFacts*> find_rule(const std::string& name, const Manifest& manifest) {
  std::vector<const RuleFacts*> found;
  const std::string ending = "/" + name;
  for (const RuleFacts& rule : manifest.rules) {
    if (rule.name == name) return &rule;
    if (rule.name.ends_with(ending)) found.push_back(&rule);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return not_found("no rule '" + name + "' in the index" + known_rules(manifest));
  }
  std::string names;
  for (const RuleFacts* rule : found) names += (names.empty() ? "" : ", ") + rule->name;
  return invalid_argument("several catalogues have a rule '" + name + "': name one of " + names);
}

}  // namespace trawl
