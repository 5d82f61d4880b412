#include "indexer/rules/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/python/language.h"
#include "indexer/rules/expression_fields.h"
#include "indexer/rules/path_field.h"
#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

constexpr std::string_view kIdBytes = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
constexpr std::string_view kSeverities[] = {"INFO", "WARNING", "ERROR"};
// Semgrep's words for "any text".
constexpr std::string_view kAnyLanguage[] = {"generic", "regex"};
// Names appear in command lines, file names and listings.
constexpr size_t kMaxNameBytes = 100;

// Reads one rule of a file.
class RuleParser {
 public:
  RuleParser(const YamlFile& file, std::string catalogue)
      : file_(file), catalogue_(std::move(catalogue)) {}

  // Reads what it can of the rule, its id whenever it has one, and returns all that is wrong.
  std::vector<Status> parse(const YamlNode& node, CatalogueRule* rule) const;
  Result<std::string> name(const YamlNode& mapping, std::string_view where,
                           std::string_view key) const;

 private:
  Status parse_id(const YamlNode& node, CatalogueRule* rule) const;
  Status parse_message(const YamlNode& node, CatalogueRule* rule) const;
  Status parse_severity(const YamlNode& node, CatalogueRule* rule) const;
  Status check_language(const CatalogueRule& rule, uint32_t name_line) const;
  Result<RuleScope> scope(const YamlNode& rule, CatalogueRule* parsed) const;
  Status parse_examples(const YamlNode& node, bool are_sources, CatalogueRule* rule) const;

  const YamlFile& file_;
  std::string catalogue_;
};

Result<std::string> RuleParser::name(const YamlNode& mapping, std::string_view where,
                                     std::string_view key) const {
  TRAWL_ASSIGN_OR_RETURN(std::string text, file_.required_text(mapping, where, key));
  const uint32_t line = mapping.find(key)->line;
  if (text.find_first_not_of(kIdBytes) != std::string::npos) {
    return file_.error(
        line,
        fmt::format("`{}` is not a name: use lower-case letters, digits, '-', '_' and '.'", text));
  }
  if (text == "." || text == "..") {
    return file_.error(line,
                       fmt::format("`{}` cannot be a name, since it means a directory", text));
  }
  if (text.size() > kMaxNameBytes) {
    return file_.error(line, fmt::format("`{}` is longer than {} bytes", text, kMaxNameBytes));
  }
  return text;
}

Result<RuleScope> RuleParser::scope(const YamlNode& rule, CatalogueRule* parsed) const {
  RuleScope scope;
  TRAWL_RETURN_IF_ERROR(file_.required(rule, "a rule", "languages").status());
  TRAWL_ASSIGN_OR_RETURN(parsed->languages, file_.texts(rule, "languages"));
  const bool is_any = std::any_of(parsed->languages.begin(), parsed->languages.end(),
                                  [](const YamlText& each) { return is_any_language(each.text); });
  for (const YamlText& language : parsed->languages) {
    if (!is_any) scope.languages.push_back(language.text);
  }
  const YamlNode* paths = rule.find("paths");
  if (paths == nullptr) return scope;
  TRAWL_RETURN_IF_ERROR(file_.check_fields(*paths, "`paths`", {"include", "exclude"}));
  TRAWL_ASSIGN_OR_RETURN(scope.include, path_field(file_, *paths, "include"));
  TRAWL_ASSIGN_OR_RETURN(scope.exclude, path_field(file_, *paths, "exclude"));
  return scope;
}

// That a rule with names, the first of which is in this line of the file, is for Python alone.
Status RuleParser::check_language(const CatalogueRule& rule, uint32_t name_line) const {
  if (rule.languages.size() == 1 &&
      equal_folded_texts(rule.languages.front().text, kPythonLanguage)) {
    return {};
  }
  return file_.error(
      name_line,
      fmt::format("names are followed in {0} alone: write `languages: [{0}]`", kPythonLanguage));
}

Status RuleParser::parse_severity(const YamlNode& node, CatalogueRule* rule) const {
  TRAWL_ASSIGN_OR_RETURN(rule->severity, file_.required_text(node, "a rule", "severity"));
  if (std::find(std::begin(kSeverities), std::end(kSeverities), rule->severity) !=
      std::end(kSeverities)) {
    return {};
  }
  return file_.error(
      node.find("severity")->line,
      fmt::format("severity `{}` must be one of {}", rule->severity, fmt::join(kSeverities, ", ")));
}

Status RuleParser::parse_id(const YamlNode& node, CatalogueRule* rule) const {
  TRAWL_ASSIGN_OR_RETURN(rule->id, name(node, "a rule", "id"));
  return {};
}

Status RuleParser::parse_message(const YamlNode& node, CatalogueRule* rule) const {
  TRAWL_ASSIGN_OR_RETURN(rule->message, file_.required_text(node, "a rule", "message"));
  return {};
}

// Examples of rules with names are sources, because a name means what the lines before made it.
Status RuleParser::parse_examples(const YamlNode& node, bool are_sources,
                                  CatalogueRule* rule) const {
  const YamlNode* examples = node.find("examples");
  if (examples == nullptr) return {};
  TRAWL_RETURN_IF_ERROR(file_.check_fields(*examples, "`examples`", {"match", "reject"}));
  const auto breaks = are_sources ? LineBreaks::kAllowed : LineBreaks::kRefused;
  TRAWL_ASSIGN_OR_RETURN(rule->match, file_.texts(*examples, "match", breaks));
  TRAWL_ASSIGN_OR_RETURN(rule->reject, file_.texts(*examples, "reject", breaks));
  return {};
}

std::vector<Status> RuleParser::parse(const YamlNode& node, CatalogueRule* rule) const {
  rule->line = node.line;
  if (const YamlNode* id = node.find("id")) rule->id = id->text;
  // A rule of another language than this has fields that mean nothing here.
  if (Status syntax = refuse_syntax(file_, node); !syntax.is_ok()) return {std::move(syntax)};
  std::vector<Status> wrong = file_.wrong_fields(
      node, "a rule",
      {"id", "message", "severity", "languages", "paths", "pattern-regex", "python-import",
       "python-use", "python-call", "pattern-either", "patterns", "metadata", "examples"});
  if (node.kind != YamlNode::Kind::kMapping) return wrong;
  Result<RuleScope> where = scope(node, rule);
  Result<ExpressionFields> what = expression_fields(file_, node);
  const bool has_names = what.is_ok() && what->name_line != 0;
  const Status language =
      has_names && where.is_ok() ? check_language(*rule, what->name_line) : Status();
  for (Status status :
       {parse_id(node, rule), parse_message(node, rule), parse_severity(node, rule), where.status(),
        what.status(), language, parse_examples(node, has_names || !what.is_ok(), rule)}) {
    if (!status.is_ok()) wrong.push_back(std::move(status));
  }
  if (!wrong.empty()) return wrong;
  rule->pattern_lines = std::move(what->all_lines);
  rule->pattern_lines.insert(rule->pattern_lines.end(), what->none_lines.begin(),
                             what->none_lines.end());
  Result<Rule> made =
      make_rule(catalogue_ + "/" + rule->id, std::move(what->expression), std::move(where).value());
  if (!made.is_ok()) return {made.status()};
  rule->rule = std::move(made).value();
  return {};
}

void read_rules(const YamlFile& file, const std::vector<YamlNode>& items, Catalogue* catalogue,
                CatalogueProblems* problems) {
  const RuleParser parser(file, catalogue->name);
  std::set<std::string> ids;
  for (const YamlNode& item : items) {
    CatalogueRule& rule = catalogue->rules.emplace_back();
    std::vector<Status>& wrong = problems->rules.emplace_back(parser.parse(item, &rule));
    if (rule.id.empty() || ids.insert(rule.id).second) continue;
    wrong.push_back(
        file.error(rule.line, fmt::format("the id `{}` is used twice: rename one", rule.id)));
  }
}

}  // namespace

bool is_any_language(std::string_view language) {
  return std::any_of(std::begin(kAnyLanguage), std::end(kAnyLanguage),
                     [&](std::string_view any) { return equal_folded_texts(any, language); });
}

size_t Catalogue::find(std::string_view id) const {
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [id](const CatalogueRule& each) { return each.id == id; });
  return static_cast<size_t>(rule - rules.begin());
}

std::vector<Status> CatalogueProblems::all() const {
  std::vector<Status> found = fields;
  for (const std::vector<Status>& of_rule : rules) {
    found.insert(found.end(), of_rule.begin(), of_rule.end());
  }
  found.insert(found.end(), study.begin(), study.end());
  std::erase_if(found, [](const Status& status) { return status.is_ok(); });
  return found;
}

Catalogue parse_catalogue(const YamlFile& file, CatalogueProblems* problems) {
  constexpr std::string_view kWhere = "a catalogue";
  const YamlNode& root = file.root();
  Catalogue catalogue;
  // Takes the value of a result; if there is none, notes the problem.
  const auto take = [problems](auto result, auto* value) {
    const bool is_there = result.is_ok();
    problems->fields.push_back(result.status());
    if (is_there) *value = std::move(result).value();
    return is_there;
  };
  problems->fields = file.wrong_fields(root, kWhere, {"catalogue", "message", "rules", "study"});
  if (root.kind != YamlNode::Kind::kMapping) return catalogue;
  take(RuleParser(file, "").name(root, kWhere, "catalogue"), &catalogue.name);
  take(file.required_text(root, kWhere, "message"), &catalogue.message);
  const YamlNode* rules = nullptr;
  const std::vector<YamlNode>* items = nullptr;
  if (take(file.required(root, kWhere, "rules"), &rules) &&
      take(file.sequence(*rules, "`rules`"), &items)) {
    read_rules(file, *items, &catalogue, problems);
  }
  return catalogue;
}

Result<Catalogue> parse_catalogue(const YamlFile& file) {
  CatalogueProblems problems;
  Catalogue catalogue = parse_catalogue(file, &problems);
  const std::vector<Status> all = problems.all();
  if (!all.empty()) return all.front();
  return catalogue;
}

}  // namespace trawl
