#include "indexer/rules/rule_names.h"

#include <algorithm>
#include <utility>

#include "indexer/python/values.h"
#include "indexer/rules/rule.h"

namespace trawl {

uint32_t RuleNames::add(NameKind what, const std::string& name) {
  const auto [entry, is_new] = numbers_.try_emplace(name, Numbers{kNone, kNone, kNone});
  uint32_t& number = entry->second[static_cast<size_t>(what)];
  if (number == kNone) number = count_++;
  return number;
}

Status RuleNames::compile() {
  if (empty()) return {};
  for (const auto& [name, numbers] : numbers_) {
    roots_.emplace_back(root_of_name(name));
    has_values_ = has_values_ || is_name_of_value(name);
  }
  std::sort(roots_.begin(), roots_.end());
  roots_.erase(std::unique(roots_.begin(), roots_.end()), roots_.end());
  std::vector<Pattern> patterns;
  for (const std::string& root : roots_) {
    TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(root, {.fixed_string = true}));
    patterns.push_back(std::move(pattern));
  }
  TRAWL_ASSIGN_OR_RETURN(root_matcher_, Matcher::compile(std::move(patterns)));
  return {};
}

void RuleNames::append(const PythonName& name, std::vector<NameOnLine>* lines) const {
  const auto append_as = [&](const Numbers& numbers, NameKind what) {
    const uint32_t number = numbers[static_cast<size_t>(what)];
    if (number != kNone) lines->push_back({name.line, number});
  };
  const std::string_view whole = name.name;
  // A method of a value is below "name()" alone: what stands before the brackets is skipped.
  const size_t value = whole.find(kCallOfName);
  for (size_t dot = value == std::string_view::npos ? 0 : value; dot != std::string_view::npos;) {
    dot = whole.find('.', dot + 1);
    const auto entry = numbers_.find(whole.substr(0, dot));
    if (entry == numbers_.end()) continue;
    append_as(entry->second, name.kind);
    if (name.kind == NameKind::kCall) append_as(entry->second, NameKind::kUse);
  }
}

std::vector<NameOnLine> RuleNames::find(std::string_view document) const {
  std::vector<NameOnLine> lines;
  const std::vector<PythonName> names = python_names(document, roots_);
  for (const PythonName& name : names) append(name, &lines);
  if (has_values_) {
    for (const PythonName& call : python_value_calls(document, names)) append(call, &lines);
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace trawl
