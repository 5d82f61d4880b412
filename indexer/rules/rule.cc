#include "indexer/rules/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/text/list_lines.h"

namespace trawl {
namespace {

// Raised whenever the same expression and options would select different lines than before, so that
// hits indexed with the older meaning are not taken for the newer one's. 1: the first version. 2:
// \E before the '-' of a range, as in [a\E-c].
constexpr uint8_t kMatcherVersion = 2;

constexpr uint8_t kFixedStringBit = 1;
constexpr uint8_t kIgnoreCaseBit = 2;
constexpr uint8_t kWordBit = 4;

// The starts of the lines of RuleExpression::text().
constexpr std::string_view kClause = "& ";
constexpr std::string_view kAlternative = "| ";
constexpr std::string_view kNot = "! ";

Status add_patterns(const std::vector<std::string>& expressions, std::vector<Pattern>* patterns) {
  for (const std::string& expression : expressions) {
    if (expression.find('\n') != std::string::npos) {
      return invalid_argument(
                 fmt::format(
                     "pattern `{}` contains a line break, and a pattern matches within a line",
                     expression))
          .with_context(unsaid(in_pattern(expression)));
    }
    TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(expression, {}));
    patterns->push_back(std::move(pattern));
  }
  return {};
}

Result<Rule> parse_rule(std::string_view line) {
  if (line.find('\0') != std::string_view::npos) {
    return invalid_argument("the line contains a NUL byte: remove it");
  }
  const size_t tab = line.find('\t');
  if (tab == std::string_view::npos) {
    return invalid_argument("expected ID<TAB>REGEX");
  }
  const std::string_view name = line.substr(0, tab);
  if (name.empty())
    return invalid_argument("expected ID<TAB>REGEX, but nothing stands before the tab");
  if (has_outer_blank(name)) {
    return invalid_argument(
        fmt::format("the id `{}` begins or ends with a blank: remove it", name));
  }
  if (name.find('/') != std::string_view::npos) {
    return invalid_argument(fmt::format(
        "the id `{}` contains '/', which separates a catalogue from its rule: rename it", name));
  }
  const std::string_view expression = line.substr(tab + 1);
  if (expression.empty()) {
    return invalid_argument(fmt::format("rule `{}` has no regular expression after the tab", name));
  }
  Result<Rule> rule =
      make_rule(std::string(name), RuleExpression::of_regex(std::string(expression)));
  if (rule.is_ok()) return rule;
  ErrorContext context = in_rule(std::string(name));
  context.words = fmt::format("rule `{}`", name);
  return rule.status().with_context(std::move(context));
}

}  // namespace

RuleExpression RuleExpression::of_regex(std::string regex) {
  return {{{std::move(regex)}}, {}};
}

std::string RuleExpression::text() const {
  if (all_of.size() == 1 && all_of.front().size() == 1 && none_of.empty()) {
    return all_of.front().front();
  }
  std::string text;
  for (const std::vector<std::string>& clause : all_of) {
    for (size_t i = 0; i < clause.size(); ++i) {
      text.append(i == 0 ? kClause : kAlternative).append(clause[i]).push_back('\n');
    }
  }
  for (const std::string& none : none_of) text.append(kNot).append(none).push_back('\n');
  return text;
}

Result<RuleExpression> RuleExpression::parse(std::string_view text) {
  if (text.find('\n') == std::string_view::npos) return of_regex(std::string(text));
  RuleExpression expression;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return corruption("the last line of a rule has no end");
    const std::string_view kind = text.substr(0, std::min(end, kClause.size()));
    std::string regex(text.substr(kind.size(), end - kind.size()));
    text.remove_prefix(end + 1);
    if (kind == kClause) {
      expression.all_of.push_back({std::move(regex)});
    } else if (kind == kAlternative && !expression.all_of.empty()) {
      expression.all_of.back().push_back(std::move(regex));
    } else if (kind == kNot) {
      expression.none_of.push_back(std::move(regex));
    } else {
      return corruption("a line of a rule is not part of an expression");
    }
  }
  if (expression.all_of.empty()) return corruption("a rule says only what must not match");
  return expression;
}

Result<Rule> make_rule(std::string name, RuleExpression expression, RuleScope scope) {
  Rule rule;
  for (const std::vector<std::string>& clause : expression.all_of) {
    TRAWL_RETURN_IF_ERROR(add_patterns(clause, &rule.patterns));
  }
  TRAWL_RETURN_IF_ERROR(add_patterns(expression.none_of, &rule.patterns));
  rule.name = std::move(name);
  rule.digest = rule_digest(expression.text(), {});
  rule.expression = std::move(expression);
  rule.scope = std::move(scope);
  return rule;
}

Result<std::vector<Rule>> parse_rules(std::string_view text, const std::string& file,
                                      uint64_t first_line) {
  std::vector<Rule> rules;
  std::unordered_set<std::string> names;
  // list_lines removes a '\r' at the end; a rule that means one spells it \r.
  for (const auto& [number, line] : list_lines(text)) {
    Result<Rule> rule = parse_rule(line);
    const ErrorContext place = in_file(file, first_line + number - 1);
    if (!rule.is_ok()) return rule.status().with_context(place);
    if (!names.insert(rule->name).second) {
      return invalid_argument(fmt::format("the id `{}` is used twice: rename one", rule->name))
          .with_context(unsaid(in_rule(rule->name)))
          .with_context(place);
    }
    rules.push_back(std::move(rule).value());
  }
  return rules;
}

RuleDigest rule_digest(std::string_view expression, const PatternOptions& options) {
  const auto flags = static_cast<uint8_t>((options.fixed_string ? kFixedStringBit : 0) |
                                          (options.ignore_case ? kIgnoreCaseBit : 0) |
                                          (options.word ? kWordBit : 0));
  const std::array<char, 2> head = {static_cast<char>(kMatcherVersion), static_cast<char>(flags)};
  Hasher128 hasher;
  hasher.update("trawl rule");
  hasher.update({head.data(), head.size()});
  hasher.update(expression);
  return {hasher.finish()};
}

}  // namespace trawl
