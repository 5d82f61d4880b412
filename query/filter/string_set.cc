#include "query/filter/string_set.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trawl {
namespace {

void sort_unique(StringSet* set) {
  std::sort(set->begin(), set->end());
  set->erase(std::unique(set->begin(), set->end()), set->end());
}

void reverse_each(StringSet* set) {
  for (std::string& text : *set) std::reverse(text.begin(), text.end());
}

}  // namespace

StringSet set_union(const StringSet& a, const StringSet& b) {
  StringSet result;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}

StringSet set_cross(const StringSet& a, const StringSet& b) {
  StringSet result;
  result.reserve(a.size() * b.size());
  for (const std::string& first : a) {
    for (const std::string& second : b) result.push_back(first + second);
  }
  sort_unique(&result);
  return result;
}

StringSet without_empty(StringSet set) {
  if (contains_empty(set)) set.erase(set.begin());
  return set;
}

bool contains_empty(const StringSet& set) {
  return !set.empty() && set[0].empty();
}

size_t shortest_length(const StringSet& set) {
  size_t length = set.empty() ? 0 : set[0].size();
  for (const std::string& text : set) length = std::min(length, text.size());
  return length;
}

size_t longest_length(const StringSet& set) {
  size_t length = 0;
  for (const std::string& text : set) length = std::max(length, text.size());
  return length;
}

StringSet cut_to(const StringSet& set, size_t length, StringEnd end) {
  StringSet cut;
  for (const std::string& text : set) {
    cut.push_back(text.size() <= length       ? text
                  : end == StringEnd::kPrefix ? text.substr(0, length)
                                              : text.substr(text.size() - length));
  }
  // In sorted order, a string comes directly before all strings that start with it.
  if (end == StringEnd::kSuffix) reverse_each(&cut);
  sort_unique(&cut);
  StringSet kept;
  for (std::string& text : cut) {
    if (kept.empty() || !text.starts_with(kept.back())) kept.push_back(std::move(text));
  }
  if (end == StringEnd::kSuffix) {
    reverse_each(&kept);
    std::sort(kept.begin(), kept.end());
  }
  return kept;
}

}  // namespace trawl
