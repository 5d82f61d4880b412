// Small sets of strings for the analysis of patterns: the possible matches, their beginnings or
// their ends. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace trawl {

// Sorted, without duplicates.
using StringSet = std::vector<std::string>;

enum class StringEnd { kPrefix, kSuffix };

StringSet set_union(const StringSet& a, const StringSet& b);
// Every string of `a` followed by every string of `b`.
StringSet set_cross(const StringSet& a, const StringSet& b);
StringSet without_empty(StringSet set);
bool contains_empty(const StringSet& set);
// 0 for the empty set.
size_t shortest_length(const StringSet& set);
size_t longest_length(const StringSet& set);
// Cuts each string to its first (last) `length` bytes. Then drops strings that start (end) with
// another one, because the other one covers them.
StringSet cut_to(const StringSet& set, size_t length, StringEnd end);

}  // namespace trawl
