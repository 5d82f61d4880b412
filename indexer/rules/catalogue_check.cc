#include "indexer/rules/catalogue_check.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/rules/rule_matcher.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

std::vector<Status> check_languages(const CatalogueRule& rule, const YamlFile& file,
                                    IsLanguage is_language) {
  std::vector<Status> wrong;
  for (const YamlText& language : rule.languages) {
    if (is_any_language(language.text) || is_language(language.text)) continue;
    const Phrase what = fmt::format("`{}` is not a language that Trawl knows (", language.text) +
                        Term::kFileListing + " shows those of an index; generic means all)";
    wrong.push_back(
        file.error(language.line, invalid_argument(what).with_context(in_rule(rule.rule.name))));
  }
  return wrong;
}

// The line of the pattern that keeps a rule from being compiled.
uint32_t line_of_failure(const CatalogueRule& rule) {
  for (size_t i = 0; i < rule.pattern_lines.size(); ++i) {
    if (!Matcher::compile({rule.rule.patterns[i]}).is_ok()) return rule.pattern_lines[i];
  }
  return rule.line;
}

Status cannot_compile(const CatalogueRule& rule, const YamlFile& file, const Status& why) {
  return file.error(line_of_failure(rule), why.with_context(in_rule(rule.rule.name)));
}

// An example as messages show it: in one line.
std::string shown(std::string_view example) {
  std::string text;
  for (const char c : example) {
    c == '\n' ? text.append("\\n") : text.append(1, c);
  }
  return text;
}

// Compiles the rule and tries its examples. Each rule is tried alone, because a thousand patterns
// together take many times as long to compile.
std::vector<Status> try_rule(const CatalogueRule& rule, const YamlFile& file) {
  const Result<RuleMatcher> matcher = RuleMatcher::compile({&rule.rule, 1});
  if (!matcher.is_ok()) return {cannot_compile(rule, file, matcher.status())};
  Result<RuleScanner> scanner = RuleScanner::create(*matcher);
  if (!scanner.is_ok()) return {scanner.status()};
  std::vector<Status> wrong;
  std::vector<LineMatch> matches;
  for (const auto& [examples, wanted] : {std::pair(&rule.match, true), {&rule.reject, false}}) {
    for (const YamlText& example : *examples) {
      const Status scanned = scanner->scan(example.text, &matches);
      // A limit of the engine: its own message is meant for files of a corpus.
      if (scanned.code() == StatusCode::kInvalidArgument) {
        wrong.push_back(file.error(
            example.line, fmt::format("rule `{}` takes too many steps on its example of {}: "
                                      "a pattern without repeats inside repeats takes fewer",
                                      rule.id, count_text(example.text.size(), "byte"))));
      } else if (!scanned.is_ok()) {
        wrong.push_back(scanned);
      } else if (matches.empty() == wanted) {
        const std::string what =
            wanted ? fmt::format("does not match its example `{}`", shown(example.text))
                   : fmt::format("matches `{}`, an example that it must not match",
                                 shown(example.text));
        wrong.push_back(file.error(example.line, fmt::format("rule `{}` {}", rule.id, what)));
      }
    }
  }
  return wrong;
}

}  // namespace

void check_rules(const Catalogue& catalogue, const YamlFile& file, IsLanguage is_language,
                 CatalogueProblems* problems) {
  for (size_t i = 0; i < catalogue.rules.size(); ++i) {
    const CatalogueRule& rule = catalogue.rules[i];
    std::vector<Status>& wrong = problems->rules[i];
    if (!wrong.empty()) continue;
    if (is_language != nullptr) wrong = check_languages(rule, file, is_language);
    for (Status& status : try_rule(rule, file)) wrong.push_back(std::move(status));
  }
}

}  // namespace trawl
