#include "indexer/study/study.h"

#include <algorithm>

namespace trawl {
namespace {

bool has_condition_on(const std::vector<Advice>& advice, uint32_t rule) {
  return std::any_of(advice.begin(), advice.end(), [&](const Advice& each) {
    return contains(each.with, rule) || contains(each.without, rule);
  });
}

}  // namespace

bool contains(const std::vector<uint32_t>& rules, uint32_t rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

size_t Study::class_of(std::string_view path, FileClass file_class) const {
  const bool is_aside = file_class == FileClass::kCode && aside.paths.matches(path, false);
  return is_aside ? kAsideClass : static_cast<size_t>(file_class);
}

bool Study::only_mentions(uint32_t rule) const {
  for (const auto* deciding :
       {&switches, &local_switches, &checks, &adapting, &naming, &bound, &imposing, &unguarded}) {
    if (contains(*deciding, rule)) return false;
  }
  if (std::any_of(kinds.begin(), kinds.end(), [&](const StudyKind& kind) {
        return contains(kind.rules, rule) || contains(kind.without, rule);
      })) {
    return false;
  }
  return std::none_of(patterns.begin(), patterns.end(), [&](const StudyPattern& pattern) {
    return (!pattern.is_mention && contains(pattern.rules, rule)) ||
           contains(pattern.wraps, rule) || has_condition_on(pattern.challenges, rule) ||
           has_condition_on(pattern.recommendations, rule);
  });
}

}  // namespace trawl
