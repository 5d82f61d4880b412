#include "indexer/match/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/base/text.h"

namespace trawl {
namespace {

// Raised whenever the same expression and options would select other lines than before, so that
// indexed hits of the older meaning are not taken for the newer one. 1: the first version. 2: \E
// before the
// '-' of a range, as in [a\E-c].
constexpr uint8_t kMatcherVersion = 2;

constexpr uint8_t kFixedStringBit = 1;
constexpr uint8_t kIgnoreCaseBit = 2;
constexpr uint8_t kWordBit = 4;

Result<Rule> parse_rule(std::string_view line) {
  if (line.find('\0') != std::string_view::npos) {
    return invalid_argument("the line holds a NUL: no text has one, remove it");
  }
  const size_t tab = line.find('\t');
  if (tab == std::string_view::npos) {
    return invalid_argument("no tab: a rule is an id, a tab and a regular expression");
  }
  const std::string_view name = line.substr(0, tab);
  if (name.empty()) return invalid_argument("no id before the tab");
  if (has_outer_blank(name)) {
    return invalid_argument(
        fmt::format("the id `{}` begins or ends with a blank: remove it", name));
  }
  const std::string_view expression = line.substr(tab + 1);
  if (expression.empty()) {
    return invalid_argument(
        fmt::format("rule `{}` has no regular expression behind the tab", name));
  }
  Result<Pattern> pattern = parse_pattern(expression, {});
  if (!pattern.is_ok()) return pattern.status().with_context(fmt::format("rule `{}`", name));
  return Rule{std::string(name), std::move(pattern).value(), rule_digest(expression, {})};
}

}  // namespace

Result<std::vector<Rule>> parse_rules(std::string_view text, std::string_view file) {
  std::vector<Rule> rules;
  std::unordered_set<std::string> names;
  // No rule wants to end in a '\r' that is not spelled \r: list_lines takes it away.
  for (const auto& [number, line] : list_lines(text)) {
    Result<Rule> rule = parse_rule(line);
    const std::string place = fmt::format("{}:{}", file, number);
    if (!rule.is_ok()) return rule.status().with_context(place);
    if (!names.insert(rule->name).second) {
      return invalid_argument(fmt::format("{}: the id `{}` is used before", place, rule->name));
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
