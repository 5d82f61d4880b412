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
// The same for rules with names, when python_names() would find other names than before. 1: the
// first version.
constexpr uint8_t kNamesVersion = 1;

constexpr uint8_t kFixedStringBit = 1;
constexpr uint8_t kIgnoreCaseBit = 2;
constexpr uint8_t kWordBit = 4;
constexpr uint8_t kNamesBit = 8;

// The first bytes of the lines of RuleExpression::text(), and what follows them if no name does.
constexpr char kClause = '&';
constexpr char kAlternative = '|';
constexpr char kNot = '!';
constexpr char kSpace = ' ';

std::string_view word_of(NameKind what) {
  switch (what) {
    case NameKind::kImport:
      return "import";
    case NameKind::kUse:
      return "use";
    case NameKind::kCall:
      return "call";
  }
  return "";
}

std::optional<NameKind> kind_of(std::string_view word) {
  for (const NameKind what : {NameKind::kImport, NameKind::kUse, NameKind::kCall}) {
    if (word == word_of(what)) return what;
  }
  return std::nullopt;
}

std::string line_of(char start, const RuleTerm& term) {
  const std::string_view word = term.name ? word_of(*term.name) : std::string_view();
  return fmt::format("{}{}{}{}\n", start, word, kSpace, term.text);
}

// Parses a line of RuleExpression::text() without its first byte; nullopt if it has another form.
std::optional<RuleTerm> term_of(std::string_view line) {
  const size_t space = line.find(kSpace);
  if (space == std::string_view::npos) return std::nullopt;
  std::string text(line.substr(space + 1));
  if (space == 0) return RuleTerm(std::move(text));
  const std::optional<NameKind> what = kind_of(line.substr(0, space));
  if (!what) return std::nullopt;
  return RuleTerm(*what, std::move(text));
}

Status add_pattern(const std::string& regex, std::vector<Pattern>* patterns) {
  if (regex.find('\n') != std::string::npos) {
    return invalid_argument(
               fmt::format(
                   "pattern `{}` contains a line break, and a pattern matches within a line",
                   regex))
        .with_context(unsaid(in_pattern(regex)));
  }
  TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(regex, {}));
  patterns->push_back(std::move(pattern));
  return {};
}

Status add_term(const RuleTerm& term, std::vector<Pattern>* patterns) {
  if (!term.name) return add_pattern(term.text, patterns);
  if (is_dotted_name(term.text)) return {};
  if (term.name == NameKind::kCall && is_name_of_value(term.text)) return {};
  return invalid_argument(fmt::format("`{}` is not a dotted name", term.text));
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

bool RuleExpression::has_names() const {
  const auto is_name = [](const RuleTerm& term) { return term.name.has_value(); };
  return std::any_of(all_of.begin(), all_of.end(), [&](const std::vector<RuleTerm>& clause) {
    return std::any_of(clause.begin(), clause.end(), is_name);
  });
}

std::string RuleExpression::text() const {
  if (all_of.size() == 1 && all_of.front().size() == 1 && none_of.empty() && !has_names()) {
    return all_of.front().front().text;
  }
  std::string text;
  for (const std::vector<RuleTerm>& clause : all_of) {
    for (size_t i = 0; i < clause.size(); ++i) {
      text += line_of(i == 0 ? kClause : kAlternative, clause[i]);
    }
  }
  for (const std::string& none : none_of) text += line_of(kNot, none);
  return text;
}

Result<RuleExpression> RuleExpression::parse(std::string_view text) {
  if (text.find('\n') == std::string_view::npos) return of_regex(std::string(text));
  RuleExpression expression;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return corruption("the last line of a rule has no end");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const char start = line.empty() ? '\0' : line.front();
    std::optional<RuleTerm> term = line.empty() ? std::nullopt : term_of(line.substr(1));
    if (term && start == kClause) {
      expression.all_of.push_back({*std::move(term)});
    } else if (term && start == kAlternative && !expression.all_of.empty()) {
      expression.all_of.back().push_back(*std::move(term));
    } else if (term && start == kNot && !term->name) {
      expression.none_of.push_back(std::move(term->text));
    } else {
      return corruption("a line of a rule is not part of an expression");
    }
  }
  if (expression.all_of.empty()) return corruption("a rule says only what must not match");
  return expression;
}

bool is_dotted_name(std::string_view text) {
  bool at_start = true;  // of a part
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (at_start ? !is_letter : !is_letter && c != '.' && !(c >= '0' && c <= '9')) return false;
    at_start = c == '.';
  }
  return !at_start;
}

bool is_name_of_value(std::string_view text) {
  const size_t call = text.find(kCallOfName);
  if (call == std::string_view::npos) return false;
  const std::string_view rest = text.substr(call + kCallOfName.size());
  return is_dotted_name(text.substr(0, call)) &&
         (rest.empty() || (rest.starts_with('.') && is_dotted_name(rest.substr(1))));
}

std::string_view root_of_name(std::string_view name) {
  return name.substr(0, name.find_first_of(".("));
}

Result<Rule> make_rule(std::string name, RuleExpression expression, RuleScope scope) {
  Rule rule;
  for (const std::vector<RuleTerm>& clause : expression.all_of) {
    for (const RuleTerm& term : clause) {
      TRAWL_RETURN_IF_ERROR(add_term(term, &rule.patterns));
    }
  }
  for (const std::string& regex : expression.none_of) {
    TRAWL_RETURN_IF_ERROR(add_pattern(regex, &rule.patterns));
  }
  rule.name = std::move(name);
  rule.digest = rule_digest(expression.text(), {}, expression.has_names());
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

RuleDigest rule_digest(std::string_view expression, const PatternOptions& options, bool has_names) {
  const auto flags = static_cast<uint8_t>(
      (options.fixed_string ? kFixedStringBit : 0) | (options.ignore_case ? kIgnoreCaseBit : 0) |
      (options.word ? kWordBit : 0) | (has_names ? kNamesBit : 0));
  const std::array<char, 3> head = {static_cast<char>(kMatcherVersion), static_cast<char>(flags),
                                    static_cast<char>(kNamesVersion)};
  Hasher128 hasher;
  hasher.update("trawl rule");
  hasher.update({head.data(), has_names ? head.size() : head.size() - 1});
  hasher.update(expression);
  return {hasher.finish()};
}

}  // namespace trawl
