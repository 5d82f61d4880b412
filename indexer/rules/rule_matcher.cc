#include "indexer/rules/rule_matcher.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace trawl {
namespace {

bool has_pattern(std::span<const LineMatch> line, uint32_t pattern) {
  const auto at =
      std::lower_bound(line.begin(), line.end(), pattern,
                       [](const LineMatch& match, uint32_t p) { return match.pattern < p; });
  return at != line.end() && at->pattern == pattern;
}

// Numbers distinct patterns in the order of their first occurrence.
class PatternNumbers {
 public:
  uint32_t of(const Pattern& pattern) {
    const auto [entry, is_new] =
        numbers_.try_emplace(pattern.text, static_cast<uint32_t>(patterns_.size()));
    if (is_new) patterns_.push_back(pattern);
    return entry->second;
  }
  std::vector<Pattern> take() { return std::move(patterns_); }
  size_t size() const { return patterns_.size(); }

 private:
  std::map<std::string, uint32_t> numbers_;
  std::vector<Pattern> patterns_;
};

}  // namespace

bool RuleMatcher::Combination::matches(std::span<const LineMatch> line) const {
  const auto is_there = [line](uint32_t pattern) { return has_pattern(line, pattern); };
  return std::all_of(all_of.begin(), all_of.end(),
                     [&](const std::vector<uint32_t>& clause) {
                       return std::any_of(clause.begin(), clause.end(), is_there);
                     }) &&
         std::none_of(none_of.begin(), none_of.end(), is_there);
}

Result<RuleMatcher> RuleMatcher::compile(std::span<const Rule> rules) {
  PatternNumbers numbers;
  std::vector<std::pair<uint32_t, uint32_t>> single;  // pattern, rule
  std::vector<Combination> combinations;
  for (uint32_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    if (rule.patterns.size() == 1) {
      single.emplace_back(numbers.of(rule.patterns.front()), i);
      continue;
    }
    Combination combination{i, {}, {}};
    auto next = rule.patterns.begin();
    for (const std::vector<std::string>& clause : rule.expression.all_of) {
      std::vector<uint32_t>& alternatives = combination.all_of.emplace_back();
      for (size_t k = 0; k < clause.size(); ++k) alternatives.push_back(numbers.of(*next++));
    }
    for (; next != rule.patterns.end(); ++next) combination.none_of.push_back(numbers.of(*next));
    combinations.push_back(std::move(combination));
  }
  std::vector<PatternUse> uses(numbers.size());
  for (const auto& [pattern, rule] : single) uses[pattern].rules.push_back(rule);
  for (uint32_t i = 0; i < combinations.size(); ++i) {
    for (const uint32_t pattern : combinations[i].all_of.front()) {
      uses[pattern].combinations.push_back(i);
    }
  }
  TRAWL_ASSIGN_OR_RETURN(Matcher matcher, Matcher::compile(numbers.take()));
  RuleMatcher compiled(std::move(matcher), rules.size());
  for (const Rule& rule : rules) {
    for (const Pattern& pattern : rule.patterns) {
      compiled.rule_of_pattern_.emplace_back(pattern.text, rule.name);
    }
  }
  compiled.uses_ = std::move(uses);
  compiled.combinations_ = std::move(combinations);
  return compiled;
}

Status RuleMatcher::with_rule(const Status& status) const {
  const std::string* wrong = status.subject(SubjectKind::kPattern);
  if (wrong == nullptr) return status;
  for (const auto& [pattern, rule] : rule_of_pattern_) {
    if (pattern == *wrong) return status.with_context(in_rule(rule));
  }
  return status;
}

Result<RuleScanner> RuleScanner::create(const RuleMatcher& matcher) {
  TRAWL_ASSIGN_OR_RETURN(LineScanner scanner, LineScanner::create(matcher.matcher_));
  return RuleScanner(&matcher, std::move(scanner));
}

void RuleScanner::add_rules_of(std::span<const LineMatch> line, std::vector<LineMatch>* matches) {
  rules_.clear();
  for (const LineMatch& match : line) {
    const RuleMatcher::PatternUse& use = matcher_->uses_[match.pattern];
    rules_.insert(rules_.end(), use.rules.begin(), use.rules.end());
    for (const uint32_t number : use.combinations) {
      const RuleMatcher::Combination& combination = matcher_->combinations_[number];
      if (combination.matches(line)) rules_.push_back(combination.rule);
    }
  }
  std::sort(rules_.begin(), rules_.end());
  rules_.erase(std::unique(rules_.begin(), rules_.end()), rules_.end());
  for (const uint32_t rule : rules_) {
    LineMatch match = line.front();
    match.pattern = rule;
    matches->push_back(match);
  }
}

Status RuleScanner::scan(std::string_view text, std::vector<LineMatch>* matches,
                         uint64_t first_line) {
  matches->clear();
  const Status scanned = scanner_.scan(text, &found_, first_line);
  if (!scanned.is_ok()) return matcher_->with_rule(scanned);
  const std::span<const LineMatch> found(found_);
  for (size_t begin = 0; begin < found.size();) {
    size_t end = begin;
    while (end < found.size() && found[end].line == found[begin].line) ++end;
    add_rules_of(found.subspan(begin, end - begin), matches);
    begin = end;
  }
  return {};
}

}  // namespace trawl
