// Small sets of strings for the analysis of patterns: what matches are, begin with or end with.
// Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace trawl {

// Sorted, each string once.
using StringSet = std::vector<std::string>;

enum class StringEnd { kPrefix, kSuffix };

StringSet set_union(const StringSet& a, const StringSet& b);
// Every string of `a` followed by every one of `b`.
StringSet set_cross(const StringSet& a, const StringSet& b);
StringSet without_empty(StringSet set);
bool contains_empty(const StringSet& set);
// Of the empty set: 0.
size_t shortest_length(const StringSet& set);
size_t longest_length(const StringSet& set);
// Each string cut to its first (last) `length` bytes; then those dropped that begin (end) with
// another one, which says as much.
StringSet cut_to(const StringSet& set, size_t length, StringEnd end);

}  // namespace trawl
