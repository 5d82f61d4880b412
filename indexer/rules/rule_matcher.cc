#include "indexer/rules/rule_matcher.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace trawl {
namespace {

bool has_term(std::span<const LineMatch> line, uint32_t term) {
  const auto at =
      std::lower_bound(line.begin(), line.end(), term,
                       [](const LineMatch& match, uint32_t t) { return match.pattern < t; });
  return at != line.end() && at->pattern == term;
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
  const auto is_there = [line](uint32_t term) { return has_term(line, term); };
  return std::all_of(all_of.begin(), all_of.end(),
                     [&](const std::vector<uint32_t>& clause) {
                       return std::any_of(clause.begin(), clause.end(), is_there);
                     }) &&
         std::none_of(none_of.begin(), none_of.end(), is_there);
}

// One object, one call of compile().
class RuleCompiler {
 public:
  Result<RuleMatcher> compile(std::span<const Rule> rules);

 private:
  using Combination = RuleMatcher::Combination;
  Combination combination_of(const Rule& rule, uint32_t number);
  std::vector<RuleMatcher::TermUse> uses_of(std::vector<Combination> rules,
                                            std::vector<Combination>* combinations) const;

  PatternNumbers patterns_;
  RuleNames names_;
  uint32_t terms_ = 0;  // numbers given to terms
};

// REQUIRES: all patterns have numbers.
RuleMatcher::Combination RuleCompiler::combination_of(const Rule& rule, uint32_t number) {
  const auto pattern_count = static_cast<uint32_t>(patterns_.size());
  Combination combination{number, {}, {}};
  auto next = rule.patterns.begin();
  for (const std::vector<RuleTerm>& clause : rule.expression.all_of) {
    std::vector<uint32_t>& alternatives = combination.all_of.emplace_back();
    for (const RuleTerm& term : clause) {
      alternatives.push_back(term.name ? pattern_count + names_.add(*term.name, term.text)
                                       : patterns_.of(*next++));
      terms_ = std::max(terms_, alternatives.back() + 1);
    }
  }
  for (; next != rule.patterns.end(); ++next) combination.none_of.push_back(patterns_.of(*next));
  return combination;
}

// Moves the rules of more than one term to `*combinations`.
std::vector<RuleMatcher::TermUse> RuleCompiler::uses_of(
    std::vector<Combination> rules, std::vector<Combination>* combinations) const {
  std::vector<RuleMatcher::TermUse> uses(std::max<size_t>(terms_, patterns_.size()));
  for (Combination& rule : rules) {
    const std::vector<uint32_t>& first = rule.all_of.front();
    if (rule.all_of.size() == 1 && first.size() == 1 && rule.none_of.empty()) {
      uses[first.front()].rules.push_back(rule.rule);
      continue;
    }
    const auto number = static_cast<uint32_t>(combinations->size());
    for (const uint32_t term : first) uses[term].combinations.push_back(number);
    combinations->push_back(std::move(rule));
  }
  return uses;
}

Result<RuleMatcher> RuleCompiler::compile(std::span<const Rule> rules) {
  for (const Rule& rule : rules) {
    for (const Pattern& pattern : rule.patterns) patterns_.of(pattern);
  }
  std::vector<Combination> all;
  for (uint32_t i = 0; i < rules.size(); ++i) all.push_back(combination_of(rules[i], i));
  std::vector<Combination> combinations;
  std::vector<RuleMatcher::TermUse> uses = uses_of(std::move(all), &combinations);
  TRAWL_RETURN_IF_ERROR(names_.compile());
  TRAWL_ASSIGN_OR_RETURN(Matcher matcher, Matcher::compile(patterns_.take()));
  RuleMatcher compiled(std::move(matcher), std::move(names_), rules.size());
  for (const Rule& rule : rules) {
    for (const Pattern& pattern : rule.patterns) {
      compiled.rule_of_pattern_.emplace_back(pattern.text, rule.name);
    }
  }
  compiled.uses_ = std::move(uses);
  compiled.combinations_ = std::move(combinations);
  return compiled;
}

Result<RuleMatcher> RuleMatcher::compile(std::span<const Rule> rules) {
  return RuleCompiler().compile(rules);
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
  RuleScanner created(&matcher, std::move(scanner));
  if (!matcher.names_.empty()) {
    TRAWL_ASSIGN_OR_RETURN(created.roots_, LineScanner::create(matcher.names_.root_matcher()));
  }
  return created;
}

void RuleScanner::add_rules_of(std::span<const LineMatch> line, std::vector<LineMatch>* matches) {
  rules_.clear();
  for (const LineMatch& match : line) {
    const RuleMatcher::TermUse& use = matcher_->uses_[match.pattern];
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

Result<std::vector<NameOnLine>> RuleScanner::find_names(std::string_view document) {
  if (!roots_ || document.size() > kMostResolvedBytes) return std::vector<NameOnLine>();
  // Few documents have a root, and this is many times as fast as finding the names.
  TRAWL_ASSIGN_OR_RETURN(const bool has_root, roots_->matches_any(document));
  if (!has_root) return std::vector<NameOnLine>();
  return matcher_->names_.find(document);
}

// Merges the names of the text's lines into found_.
void RuleScanner::add_names(std::string_view text, uint64_t first_line,
                            std::span<const NameOnLine> names) {
  const auto pattern_count = static_cast<uint32_t>(matcher_->matcher_.pattern_count());
  const auto of_patterns = static_cast<std::ptrdiff_t>(found_.size());
  auto name = std::partition_point(names.begin(), names.end(), [&](const NameOnLine& each) {
    return each.line <= first_line;  // lines of names are counted from 1
  });
  uint64_t line = first_line;
  for (size_t begin = 0; begin < text.size() && name != names.end(); ++line) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    for (; name != names.end() && name->line == line + 1; ++name) {
      found_.push_back({pattern_count + name->number, line, begin, end});
    }
    begin = end + 1;
  }
  std::inplace_merge(found_.begin(), found_.begin() + of_patterns, found_.end(),
                     [](const LineMatch& a, const LineMatch& b) {
                       return std::tie(a.line, a.pattern) < std::tie(b.line, b.pattern);
                     });
}

Status RuleScanner::scan_part(std::string_view text, uint64_t first_line,
                              std::span<const NameOnLine> names, std::vector<LineMatch>* matches) {
  matches->clear();
  const Status scanned = scanner_.scan(text, &found_, first_line);
  if (!scanned.is_ok()) return matcher_->with_rule(scanned);
  if (!names.empty()) add_names(text, first_line, names);
  const std::span<const LineMatch> found(found_);
  for (size_t begin = 0; begin < found.size();) {
    size_t end = begin;
    while (end < found.size() && found[end].line == found[begin].line) ++end;
    add_rules_of(found.subspan(begin, end - begin), matches);
    begin = end;
  }
  return {};
}

Status RuleScanner::scan(std::string_view document, std::vector<LineMatch>* matches) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<NameOnLine> names, find_names(document));
  return scan_part(document, 0, names, matches);
}

}  // namespace trawl
