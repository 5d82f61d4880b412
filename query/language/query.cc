#include "query/language/query.h"

#include <utility>

namespace trawl {

Query Query::of_pattern(Pattern pattern) {
  Query query;
  query.patterns.push_back({std::move(pattern), 0});
  return query;
}

std::vector<Pattern> Query::parsed_patterns() const {
  std::vector<Pattern> parsed;
  parsed.reserve(patterns.size());
  for (const QueryPattern& each : patterns) parsed.push_back(each.pattern);
  return parsed;
}

}  // namespace trawl
