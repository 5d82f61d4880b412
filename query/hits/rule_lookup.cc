#include "query/hits/rule_lookup.h"

#include <vector>

#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// The most names in a message, enough to spot a typo: of all rules, and of the named catalogue.
constexpr size_t kMaxNames = 10;
constexpr size_t kMaxOfCatalogue = 100;

Phrase join_names(const std::vector<std::string>& names, size_t most) {
  const std::string text = first_names(names, most);
  if (names.size() <= most) return text;
  return text + " (" + Term::kIndexStats + " lists them)";
}

// The names of all rules that start with `prefix`.
std::vector<std::string> names_with(const std::string& prefix, const Manifest& manifest) {
  std::vector<std::string> names;
  for (const RuleFacts& rule : manifest.rules) {
    if (rule.name.starts_with(prefix)) names.push_back(rule.name);
  }
  return names;
}

// The error for a name that means no rule. It lists the rules of the catalogue in the name, or else
// some of all rules.
Status no_such_rule(const std::string& name, const Manifest& manifest) {
  const size_t slash = name.find('/');
  const std::string catalogue = name.substr(0, slash);
  const std::vector<std::string> of_catalogue = names_with(catalogue + "/", manifest);
  const bool names_catalogue = slash == std::string::npos || slash + 1 == name.size();
  if (!catalogue.empty() && !of_catalogue.empty()) {
    const Phrase names = join_names(of_catalogue, kMaxOfCatalogue);
    if (names_catalogue) {
      return not_found(catalogue + " is a catalogue: name one of its rules: " + names);
    }
    return not_found("no rule '" + name + "' in the index; catalogue " + catalogue +
                     " has: " + names);
  }
  const std::string missing = "no rule '" + name + "' in the index";
  if (manifest.rules.empty()) {
    return not_found(missing + ", which has no rules: add some with " + Term::kAddRules);
  }
  return not_found(missing + "; it has: " + join_names(names_with("", manifest), kMaxNames));
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
  if (found.empty()) return no_such_rule(name, manifest);
  std::string names;
  for (const RuleFacts* rule : found) names += (names.empty() ? "" : ", ") + rule->name;
  return invalid_argument("several catalogues have a rule '" + name + "': name one of " + names);
}

}  // namespace trawl
