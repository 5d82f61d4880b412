#include "indexer/study/study.h"

#include <algorithm>

namespace trawl {

const char* study_class_name(size_t study_class) {
  if (study_class == kAsideClass) return "aside";
  return file_class_name(FileClass{static_cast<uint8_t>(study_class)});
}

bool contains(const std::vector<uint32_t>& rules, uint32_t rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

size_t Study::class_of(std::string_view path, FileClass file_class) const {
  const bool is_aside = file_class == FileClass::kCode && aside.paths.matches(path, false);
  return is_aside ? kAsideClass : static_cast<size_t>(file_class);
}

bool Study::only_mentions(uint32_t rule) const {
  for (const auto* deciding : {&switches, &checks, &bound, &imposing, &unguarded}) {
    if (contains(*deciding, rule)) return false;
  }
  return std::none_of(patterns.begin(), patterns.end(), [&](const StudyPattern& pattern) {
    return !pattern.is_mention && contains(pattern.rules, rule);
  });
}

}  // namespace trawl
