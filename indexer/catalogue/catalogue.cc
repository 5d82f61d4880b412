#include "indexer/catalogue/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/catalogue/path_patterns.h"
#include "indexer/match/rule_matcher.h"

namespace trawl {
namespace {

constexpr std::string_view kIdBytes = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
constexpr std::string_view kSeverities[] = {"INFO", "WARNING", "ERROR"};
// Semgrep's words for "any text".
constexpr std::string_view kAnyLanguage[] = {"generic", "regex"};
constexpr std::string_view kPatternFields[] = {"pattern-regex", "pattern-either", "patterns"};

// Reads one rule of a file.
class RuleParser {
 public:
  RuleParser(const YamlFile& file, std::string catalogue)
      : file_(file), catalogue_(std::move(catalogue)) {}

  Result<CatalogueRule> parse(const YamlNode& node) const;
  Result<std::string> name(const YamlNode& mapping, std::string_view where,
                           std::string_view key) const;

 private:
  Result<RuleExpression> expression(const YamlNode& rule) const;
  Result<std::string> regex(const YamlNode& node) const;
  Result<std::vector<std::string>> alternatives(const YamlNode& node) const;
  Status add_part(const YamlNode& item, RuleExpression* expression) const;
  Result<RuleScope> scope(const YamlNode& rule) const;

  const YamlFile& file_;
  std::string catalogue_;
};

Result<std::string> RuleParser::name(const YamlNode& mapping, std::string_view where,
                                     std::string_view key) const {
  TRAWL_ASSIGN_OR_RETURN(std::string text, file_.required_text(mapping, where, key));
  if (text.find_first_not_of(kIdBytes) == std::string::npos) return text;
  return file_.error(
      mapping.find(key)->line,
      fmt::format("`{}`: lower case letters, digits, '-', '_' and '.' make a name", text));
}

// A pattern, parsed to say here what is wrong with it.
Result<std::string> RuleParser::regex(const YamlNode& node) const {
  TRAWL_ASSIGN_OR_RETURN(std::string text, file_.text(node, "a pattern"));
  const Result<Pattern> pattern = parse_pattern(text, {});
  if (!pattern.is_ok()) return file_.error(node.line, pattern.status().message());
  return text;
}

Result<std::vector<std::string>> RuleParser::alternatives(const YamlNode& node) const {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* items,
                         file_.sequence(node, "`pattern-either`"));
  std::vector<std::string> regexes;
  for (const YamlNode& item : *items) {
    TRAWL_RETURN_IF_ERROR(
        file_.check_fields(item, "an item of `pattern-either`", {"pattern-regex"}));
    TRAWL_ASSIGN_OR_RETURN(const YamlNode* value,
                           file_.required(item, "an item of `pattern-either`", "pattern-regex"));
    TRAWL_ASSIGN_OR_RETURN(std::string text, regex(*value));
    regexes.push_back(std::move(text));
  }
  return regexes;
}

// An item of `patterns`, or a rule that has such a field itself.
Status RuleParser::add_part(const YamlNode& item, RuleExpression* expression) const {
  if (const YamlNode* either = item.find("pattern-either")) {
    TRAWL_ASSIGN_OR_RETURN(std::vector<std::string> clause, alternatives(*either));
    expression->all_of.push_back(std::move(clause));
  } else if (const YamlNode* wanted = item.find("pattern-regex")) {
    TRAWL_ASSIGN_OR_RETURN(std::string text, regex(*wanted));
    expression->all_of.push_back({std::move(text)});
  } else if (const YamlNode* unwanted = item.find("pattern-not-regex")) {
    TRAWL_ASSIGN_OR_RETURN(std::string text, regex(*unwanted));
    expression->none_of.push_back(std::move(text));
  }
  return {};
}

Result<RuleExpression> RuleParser::expression(const YamlNode& rule) const {
  const auto given = std::count_if(std::begin(kPatternFields), std::end(kPatternFields),
                                   [&](std::string_view field) { return rule.find(field); });
  if (given != 1) {
    return file_.error(rule.line,
                       fmt::format("a rule has one of: {}", fmt::join(kPatternFields, ", ")));
  }
  RuleExpression expression;
  const YamlNode* parts = rule.find("patterns");
  if (parts == nullptr) {
    TRAWL_RETURN_IF_ERROR(add_part(rule, &expression));
    return expression;
  }
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* items, file_.sequence(*parts, "`patterns`"));
  for (const YamlNode& item : *items) {
    TRAWL_RETURN_IF_ERROR(file_.check_fields(
        item, "an item of `patterns`", {"pattern-regex", "pattern-either", "pattern-not-regex"}));
    if (item.fields.size() != 1) {
      return file_.error(item.line, "an item of `patterns` has one field");
    }
    TRAWL_RETURN_IF_ERROR(add_part(item, &expression));
  }
  if (!expression.all_of.empty()) return expression;
  return file_.error(parts->line, "`patterns` says only what must not match");
}

Result<RuleScope> RuleParser::scope(const YamlNode& rule) const {
  RuleScope scope;
  TRAWL_ASSIGN_OR_RETURN(std::vector<YamlText> languages, file_.texts(rule, "languages"));
  for (YamlText& language : languages) scope.languages.push_back(std::move(language.text));
  for (const std::string_view any : kAnyLanguage) {
    const auto found = std::find(scope.languages.begin(), scope.languages.end(), any);
    if (found != scope.languages.end()) scope.languages.clear();
  }
  const YamlNode* paths = rule.find("paths");
  if (paths == nullptr) return scope;
  TRAWL_RETURN_IF_ERROR(file_.check_fields(*paths, "`paths`", {"include", "exclude"}));
  TRAWL_ASSIGN_OR_RETURN(scope.include, path_patterns(file_, *paths, "include"));
  TRAWL_ASSIGN_OR_RETURN(scope.exclude, path_patterns(file_, *paths, "exclude"));
  return scope;
}

Result<CatalogueRule> RuleParser::parse(const YamlNode& node) const {
  if (const YamlNode* pattern = node.find("pattern")) {
    return file_.error(pattern->line,
                       "a `pattern`, which knows the syntax of a language, is not understood: "
                       "write a regular expression as `pattern-regex`");
  }
  TRAWL_RETURN_IF_ERROR(
      file_.check_fields(node, "a rule",
                         {"id", "message", "severity", "languages", "paths", "pattern-regex",
                          "pattern-either", "patterns", "metadata", "examples"}));
  CatalogueRule rule;
  rule.line = node.line;
  TRAWL_ASSIGN_OR_RETURN(rule.id, name(node, "a rule", "id"));
  TRAWL_ASSIGN_OR_RETURN(rule.message, file_.required_text(node, "a rule", "message"));
  TRAWL_ASSIGN_OR_RETURN(rule.severity, file_.required_text(node, "a rule", "severity"));
  if (std::find(std::begin(kSeverities), std::end(kSeverities), rule.severity) ==
      std::end(kSeverities)) {
    return file_.error(
        node.find("severity")->line,
        fmt::format("severity `{}` is none of: {}", rule.severity, fmt::join(kSeverities, ", ")));
  }
  TRAWL_RETURN_IF_ERROR(file_.required(node, "a rule", "languages").status());
  TRAWL_ASSIGN_OR_RETURN(RuleScope where, scope(node));
  TRAWL_ASSIGN_OR_RETURN(RuleExpression what, expression(node));
  TRAWL_ASSIGN_OR_RETURN(rule.rule,
                         make_rule(catalogue_ + "/" + rule.id, std::move(what), std::move(where)));
  if (const YamlNode* examples = node.find("examples")) {
    TRAWL_RETURN_IF_ERROR(file_.check_fields(*examples, "`examples`", {"match", "reject"}));
    TRAWL_ASSIGN_OR_RETURN(rule.match, file_.texts(*examples, "match"));
    TRAWL_ASSIGN_OR_RETURN(rule.reject, file_.texts(*examples, "reject"));
  }
  return rule;
}

Status check_examples_of(const CatalogueRule& rule, const YamlFile& file) {
  if (rule.match.empty() && rule.reject.empty()) return {};
  const Result<RuleMatcher> matcher = RuleMatcher::compile({&rule.rule, 1});
  if (!matcher.is_ok()) {
    return file.error(rule.line,
                      fmt::format("rule {}: {}", rule.rule.name, matcher.status().message()));
  }
  TRAWL_ASSIGN_OR_RETURN(RuleScanner scanner, RuleScanner::create(*matcher));
  std::vector<LineMatch> matches;
  for (const auto& [examples, wanted] : {std::pair(&rule.match, true), {&rule.reject, false}}) {
    for (const YamlText& example : *examples) {
      TRAWL_RETURN_IF_ERROR(scanner.scan(example.text, &matches));
      if (matches.empty() != wanted) continue;
      return file.error(example.line,
                        fmt::format("rule `{}` {} its example `{}`", rule.id,
                                    wanted ? "does not match" : "matches", example.text));
    }
  }
  return {};
}

}  // namespace

size_t Catalogue::find(std::string_view id) const {
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [id](const CatalogueRule& each) { return each.id == id; });
  return static_cast<size_t>(rule - rules.begin());
}

Result<Catalogue> parse_catalogue(const YamlFile& file) {
  const YamlNode& root = file.root();
  TRAWL_RETURN_IF_ERROR(
      file.check_fields(root, "a catalogue", {"catalogue", "message", "rules", "study"}));
  Catalogue catalogue;
  TRAWL_ASSIGN_OR_RETURN(catalogue.name,
                         RuleParser(file, "").name(root, "a catalogue", "catalogue"));
  TRAWL_ASSIGN_OR_RETURN(catalogue.message, file.required_text(root, "a catalogue", "message"));
  TRAWL_ASSIGN_OR_RETURN(const YamlNode* rules, file.required(root, "a catalogue", "rules"));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* items, file.sequence(*rules, "`rules`"));
  const RuleParser parser(file, catalogue.name);
  std::set<std::string> ids;
  for (const YamlNode& item : *items) {
    TRAWL_ASSIGN_OR_RETURN(CatalogueRule rule, parser.parse(item));
    if (!ids.insert(rule.id).second) {
      return file.error(rule.line, fmt::format("the id `{}` is used before", rule.id));
    }
    catalogue.rules.push_back(std::move(rule));
  }
  return catalogue;
}

Status check_examples(const Catalogue& catalogue, const YamlFile& file) {
  for (const CatalogueRule& rule : catalogue.rules) {
    TRAWL_RETURN_IF_ERROR(check_examples_of(rule, file));
  }
  return {};
}

}  // namespace trawl
