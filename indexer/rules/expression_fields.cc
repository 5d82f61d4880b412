#include "indexer/rules/expression_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace trawl {
namespace {

constexpr std::string_view kRegex = "pattern-regex";
constexpr std::string_view kEither = "pattern-either";
constexpr std::string_view kNotRegex = "pattern-not-regex";
// What a line must have; a rule may also have several.
constexpr std::string_view kTerms[] = {kRegex, "python-import", "python-use", "python-call"};
constexpr std::string_view kFieldsOfRule[] = {kRegex,        "python-import", "python-use",
                                              "python-call", kEither,         "patterns"};
constexpr std::pair<std::string_view, NameKind> kNames[] = {
    {"python-import", NameKind::kImport},
    {"python-use", NameKind::kUse},
    {"python-call", NameKind::kCall},
};
// Semgrep's fields whose patterns know the syntax of a language.
constexpr std::string_view kSyntaxFields[] = {"pattern",
                                              "pattern-inside",
                                              "pattern-not",
                                              "pattern-not-inside",
                                              "metavariable-regex",
                                              "metavariable-pattern",
                                              "metavariable-comparison",
                                              "focus-metavariable"};

class ExpressionReader {
 public:
  explicit ExpressionReader(const YamlFile& file) : file_(file) {}
  Result<ExpressionFields> read(const YamlNode& rule);

 private:
  Status check_one(const YamlNode& mapping, std::string_view where,
                   std::span<const std::string_view> fields) const;
  Result<std::string> regex(const YamlNode& node) const;
  Status add_terms(const YamlNode& mapping, std::vector<RuleTerm>* clause);
  Status add_names(const YamlNode& mapping, std::string_view field, NameKind what,
                   std::vector<RuleTerm>* clause);
  Status add_clause(const YamlNode& mapping);
  Status add_parts(const YamlNode& parts);

  const YamlFile& file_;
  ExpressionFields fields_;
};

// That the mapping has exactly one of the fields.
Status ExpressionReader::check_one(const YamlNode& mapping, std::string_view where,
                                   std::span<const std::string_view> fields) const {
  const auto given = std::count_if(fields.begin(), fields.end(), [&](std::string_view field) {
    return mapping.find(field) != nullptr;
  });
  if (given == 1) return {};
  return file_.error(mapping.line,
                     fmt::format("{} needs exactly one of {}", where, fmt::join(fields, ", ")));
}

// Reads a pattern, and parses it so that an error in it is reported here.
Result<std::string> ExpressionReader::regex(const YamlNode& node) const {
  TRAWL_ASSIGN_OR_RETURN(std::string text, file_.text(node, "a pattern"));
  const Result<Pattern> pattern = parse_pattern(text, {});
  if (!pattern.is_ok()) return file_.error(node.line, pattern.status());
  return text;
}

Status ExpressionReader::add_names(const YamlNode& mapping, std::string_view field, NameKind what,
                                   std::vector<RuleTerm>* clause) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlText> names, file_.texts(mapping, field));
  for (const YamlText& name : names) {
    const bool is_of_value = is_name_of_value(name.text);
    if (is_of_value && what != NameKind::kCall) {
      return file_.error(name.line,
                         fmt::format("`{}` means what a call returns, whose methods only "
                                     "python-call finds",
                                     name.text));
    }
    if (!is_of_value && !is_dotted_name(name.text)) {
      return file_.error(name.line, fmt::format("`{}` is not a dotted name of Python such as "
                                                "eventlet.green.socket",
                                                name.text));
    }
    clause->emplace_back(what, name.text);
  }
  if (fields_.name_line == 0) fields_.name_line = mapping.find(field)->line;
  return {};
}

// Adds what the one field of kTerms that the mapping has says to a clause.
Status ExpressionReader::add_terms(const YamlNode& mapping, std::vector<RuleTerm>* clause) {
  if (const YamlNode* pattern = mapping.find(kRegex)) {
    TRAWL_ASSIGN_OR_RETURN(std::string text, regex(*pattern));
    clause->emplace_back(std::move(text));
    fields_.all_lines.push_back(pattern->line);
  }
  for (const auto& [field, what] : kNames) {
    if (mapping.find(field) != nullptr) {
      TRAWL_RETURN_IF_ERROR(add_names(mapping, field, what, clause));
    }
  }
  return {};
}

// Adds an item of `patterns`, or a rule that has such a field itself.
Status ExpressionReader::add_clause(const YamlNode& mapping) {
  constexpr std::string_view kWhere = "an item of `pattern-either`";
  if (const YamlNode* unwanted = mapping.find(kNotRegex)) {
    TRAWL_ASSIGN_OR_RETURN(std::string text, regex(*unwanted));
    fields_.expression.none_of.push_back(std::move(text));
    fields_.none_lines.push_back(unwanted->line);
    return {};
  }
  std::vector<RuleTerm> clause;
  if (const YamlNode* either = mapping.find(kEither)) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* items,
                           file_.sequence(*either, "`pattern-either`"));
    for (const YamlNode& item : *items) {
      TRAWL_RETURN_IF_ERROR(refuse_syntax(file_, item));
      TRAWL_RETURN_IF_ERROR(
          file_.check_fields(item, kWhere, {kRegex, "python-import", "python-use", "python-call"}));
      TRAWL_RETURN_IF_ERROR(check_one(item, kWhere, kTerms));
      TRAWL_RETURN_IF_ERROR(add_terms(item, &clause));
    }
  } else {
    TRAWL_RETURN_IF_ERROR(add_terms(mapping, &clause));
  }
  fields_.expression.all_of.push_back(std::move(clause));
  return {};
}

Status ExpressionReader::add_parts(const YamlNode& parts) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* items, file_.sequence(parts, "`patterns`"));
  for (const YamlNode& item : *items) {
    TRAWL_RETURN_IF_ERROR(refuse_syntax(file_, item));
    TRAWL_RETURN_IF_ERROR(file_.check_fields(
        item, "an item of `patterns`",
        {kRegex, "python-import", "python-use", "python-call", kEither, kNotRegex}));
    if (item.fields.size() != 1) {
      return file_.error(item.line, "an item of `patterns` must have exactly one field");
    }
    TRAWL_RETURN_IF_ERROR(add_clause(item));
  }
  if (!fields_.expression.all_of.empty()) return {};
  return file_.error(
      parts.line, "`patterns` has only `pattern-not-regex`: add a `pattern-regex` that must match");
}

Result<ExpressionFields> ExpressionReader::read(const YamlNode& rule) {
  TRAWL_RETURN_IF_ERROR(check_one(rule, "a rule", kFieldsOfRule));
  const YamlNode* parts = rule.find("patterns");
  TRAWL_RETURN_IF_ERROR(parts == nullptr ? add_clause(rule) : add_parts(*parts));
  return std::move(fields_);
}

}  // namespace

Status refuse_syntax(const YamlFile& file, const YamlNode& mapping) {
  for (const YamlField& field : mapping.fields) {
    if (std::find(std::begin(kSyntaxFields), std::end(kSyntaxFields), field.key) ==
        std::end(kSyntaxFields)) {
      continue;
    }
    return file.error(field.line, fmt::format("a `{}`, which knows the syntax of a language, "
                                              "is not understood: "
                                              "write a regular expression as `pattern-regex`",
                                              field.key));
  }
  return {};
}

Result<ExpressionFields> expression_fields(const YamlFile& file, const YamlNode& rule) {
  return ExpressionReader(file).read(rule);
}

}  // namespace trawl
