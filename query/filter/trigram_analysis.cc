// From a pattern's tree to its trigram query.
//
// After Russ Cox, "Regular Expression Matching with a Trigram Index" (2012). For each node, bottom
// up, the analysis keeps the set of all strings that the node matches while that set is small. When
// it gets too large, the analysis keeps instead the beginnings and ends of matches, and the grams
// that they contain. Where two nodes meet, the strings across the seam give more grams.
//
// It goes beyond the article in some points. Repeats are unrolled (x{3}, (abc){2,}). A node that
// may match the empty string keeps its ends, so that in foo(bar)*baz the text before baz is known.
// A positive look-ahead adds its own grams. Everything is folded as in the index, so
// case-insensitive letters are single bytes here.
//
// Every approximation is on the safe side: more strings, shorter prefixes, fewer required grams.
#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/text/ascii_case.h"
#include "query/filter/string_set.h"
#include "query/filter/trigram_query.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

// A class with more bytes than this counts as "any byte". The limit allows the ten digits and,
// folded, the sixteen hexadecimal digits. An Or of more lists filters little and costs the sum of
// the lists.
constexpr size_t kMaxClassBytes = 16;
// The most strings in an exact set. A larger set becomes grams and ends.
constexpr size_t kMaxExactStrings = 16;
// A set of several strings of at least this length becomes grams, because a conjunction of short
// local choices is smaller than the list of all combinations and filters as well.
constexpr size_t kMinSplitLength = 4;
// The most bytes of a single exact string. It only limits the copying for long patterns.
constexpr size_t kMaxExactLength = 64;
// The most strings in a set of prefixes or suffixes.
constexpr size_t kMaxEnds = 20;
// The length of ends whose grams are not required. It is enough to give some grams after a
// neighbour is added.
constexpr size_t kMaxEndLength = 8;
// The most combinations at a seam.
constexpr size_t kMaxCross = 64;
// The most copies of a repeat's child. Three copies give all trigrams of x{n} for a single byte x,
// and two copies give the seams.
constexpr uint32_t kMaxUnroll = 4;
// The most Or-terms that a node collects. Further ones are left out, which only makes the filter
// weaker.
constexpr size_t kMaxChoices = 64;
constexpr size_t kGramBytes = 3;

// What is known about a node's matches.
struct MatchInfo {
  bool emptyable = false;          // a match may be the empty string
  std::optional<StringSet> exact;  // if set, exactly the possible matches
  // If `exact` is not set: every match except the empty string starts (ends) with one of these.
  StringSet prefixes;
  StringSet suffixes;
  // Queries that hold for every text in which the node matches.
  std::vector<TrigramQuery> required;
};

MatchInfo exact_info(StringSet strings) {
  MatchInfo info;
  info.emptyable = contains_empty(strings);
  info.exact = std::move(strings);
  return info;
}

MatchInfo empty_info() {
  return exact_info({""});
}
MatchInfo nothing_info() {
  return exact_info({});
}

MatchInfo any_info(bool emptyable) {
  MatchInfo info;
  info.emptyable = emptyable;
  info.prefixes = {""};
  info.suffixes = {""};
  return info;
}

bool matches_nothing(const MatchInfo& info) {
  return info.exact && info.exact->empty();
}

void require(TrigramQuery query, MatchInfo* info) {
  if (query.kind == TrigramQuery::Kind::kAll) return;
  if (!query.children.empty() || query.kind == TrigramQuery::Kind::kOr) {
    if (info->required.size() >= kMaxChoices) return;
  }
  if (!info->required.empty() && info->required.back() == query) return;
  info->required.push_back(std::move(query));
}

// Requires that one of `strings` occurs in every match of `info`. False if this gives no gram.
bool require_one_of(const StringSet& strings, MatchInfo* info) {
  if (shortest_length(strings) < kGramBytes) return false;
  std::vector<TrigramQuery> choices;
  for (const std::string& text : strings) choices.push_back(TrigramQuery::of_text(text));
  require(TrigramQuery::any_of(std::move(choices)), info);
  return true;
}

// Turns a set of ends into grams if possible, and keeps as much of the ends as a neighbour may
// need.
void simplify_ends(StringEnd end, MatchInfo* info) {
  StringSet& ends = end == StringEnd::kPrefix ? info->prefixes : info->suffixes;
  const bool required = !info->emptyable && require_one_of(ends, info);
  // A seam needs only two bytes after the grams inside are required.
  size_t length = required ? kGramBytes - 1 : kMaxEndLength;
  ends = cut_to(ends, length, end);
  while (ends.size() > kMaxEnds) {
    length = std::min(length, kGramBytes) - 1;
    ends = cut_to(ends, length, end);
  }
}

void simplify(MatchInfo* info) {
  if (info->exact) {
    const StringSet& strings = *info->exact;
    const bool splits = strings.size() > 1 && shortest_length(strings) >= kMinSplitLength;
    if (strings.size() <= kMaxExactStrings && !splits &&
        longest_length(strings) <= kMaxExactLength) {
      return;
    }
    info->prefixes = without_empty(strings);
    info->suffixes = info->prefixes;
    info->exact.reset();
  }
  simplify_ends(StringEnd::kPrefix, info);
  simplify_ends(StringEnd::kSuffix, info);
}

// Drops the exact set and keeps its ends.
void forget_exact(MatchInfo* info) {
  if (!info->exact || matches_nothing(*info)) return;
  info->prefixes = without_empty(*std::move(info->exact));
  info->suffixes = info->prefixes;
  info->exact.reset();
  if (info->prefixes.empty()) return;  // the set had only the empty string
  simplify_ends(StringEnd::kPrefix, info);
  simplify_ends(StringEnd::kSuffix, info);
}

const StringSet& ends_of(const MatchInfo& info, StringEnd end) {
  if (info.exact) return *info.exact;
  return end == StringEnd::kPrefix ? info.prefixes : info.suffixes;
}

// The prefixes (suffixes) of two adjacent nodes. `outer` is the first (last) of them, `inner` is
// next to it.
StringSet seam_ends(const MatchInfo& outer, const MatchInfo& inner, StringEnd end) {
  const StringSet inner_ends = without_empty(ends_of(inner, end));
  const bool inner_unknown = contains_empty(ends_of(inner, end)) && !inner.exact;
  StringSet result = outer.exact ? without_empty(*outer.exact) : ends_of(outer, end);
  const bool crosses = outer.exact && !inner.emptyable && !inner_unknown &&
                       result.size() * inner_ends.size() <= kMaxCross;
  if (crosses) {
    result =
        end == StringEnd::kPrefix ? set_cross(result, inner_ends) : set_cross(inner_ends, result);
  }
  if (outer.emptyable) result = set_union(result, inner_ends);
  if (outer.emptyable && inner_unknown) result = set_union(result, {""});
  return result;
}

MatchInfo concat(MatchInfo first, MatchInfo second) {
  if (matches_nothing(first) || matches_nothing(second)) return nothing_info();
  const bool exact =
      first.exact && second.exact && first.exact->size() * second.exact->size() <= kMaxCross;
  if (first.exact && second.exact && !exact) forget_exact(&first);
  MatchInfo result;
  result.emptyable = first.emptyable && second.emptyable;
  if (exact) {
    result.exact = set_cross(*first.exact, *second.exact);
  } else {
    result.prefixes = seam_ends(first, second, StringEnd::kPrefix);
    result.suffixes = seam_ends(second, first, StringEnd::kSuffix);
  }
  result.required = std::move(first.required);
  for (TrigramQuery& query : second.required) require(std::move(query), &result);
  const bool seam = !first.exact && !second.exact && !first.emptyable && !second.emptyable;
  if (seam && first.suffixes.size() * second.prefixes.size() <= kMaxCross) {
    require_one_of(set_cross(first.suffixes, second.prefixes), &result);
  }
  simplify(&result);
  return result;
}

MatchInfo alternate(std::vector<MatchInfo> branches) {
  std::erase_if(branches, matches_nothing);
  if (branches.empty()) return nothing_info();
  if (branches.size() == 1) return std::move(branches[0]);
  size_t strings = 0;
  bool exact = true;
  for (const MatchInfo& branch : branches) {
    exact &= branch.exact.has_value();
    strings += branch.exact ? branch.exact->size() : 0;
  }
  exact &= strings <= kMaxExactStrings;
  MatchInfo result;
  if (exact) result.exact.emplace();
  std::vector<TrigramQuery> choices;
  for (MatchInfo& branch : branches) {
    if (!exact) forget_exact(&branch);
    result.emptyable |= branch.emptyable;
    if (exact) {
      result.exact = set_union(*result.exact, *branch.exact);
    } else {
      result.prefixes = set_union(result.prefixes, branch.prefixes);
      result.suffixes = set_union(result.suffixes, branch.suffixes);
    }
    choices.push_back(TrigramQuery::all_of(std::move(branch.required)));
  }
  require(TrigramQuery::any_of(std::move(choices)), &result);
  simplify(&result);
  return result;
}

// The node repeated any number of times.
MatchInfo star(MatchInfo info) {
  info.required.clear();
  if (!info.exact) {
    info.emptyable = true;
    return info;
  }
  info.prefixes = without_empty(*info.exact);
  if (info.prefixes.empty()) return empty_info();
  info.suffixes = info.prefixes;
  info.exact.reset();
  info.emptyable = true;
  simplify(&info);
  return info;
}

MatchInfo repeat(const MatchInfo& child, uint32_t min, uint32_t max) {
  MatchInfo result = empty_info();
  for (uint32_t i = 0; i < std::min(min, kMaxUnroll); ++i)
    result = concat(std::move(result), child);
  if (min == max && min <= kMaxUnroll) return result;
  if (max > kMaxUnroll) return concat(std::move(result), star(child));
  MatchInfo rest = empty_info();
  for (uint32_t i = min; i < max; ++i) {
    std::vector<MatchInfo> branches;
    branches.push_back(empty_info());
    branches.push_back(concat(child, std::move(rest)));
    rest = alternate(std::move(branches));
  }
  return concat(std::move(result), std::move(rest));
}

std::string folded(const std::string& bytes) {
  std::string result;
  for (const char byte : bytes) {
    result.push_back(static_cast<char>(fold_ascii(static_cast<uint8_t>(byte))));
  }
  return result;
}

MatchInfo class_info(const ByteSet& set) {
  StringSet bytes;
  for (int byte = 0; byte < 256; ++byte) {
    const auto folded_byte = fold_ascii(static_cast<uint8_t>(byte));
    if (!set[static_cast<size_t>(byte)]) continue;
    // An upper-case letter whose lower-case form is also in the class is not counted again.
    if (folded_byte != byte && set[folded_byte]) continue;
    bytes.emplace_back(1, static_cast<char>(folded_byte));
    if (bytes.size() > kMaxClassBytes) return any_info(false);
  }
  std::sort(bytes.begin(), bytes.end());
  return exact_info(std::move(bytes));
}

TrigramQuery query_of(MatchInfo info) {
  if (matches_nothing(info)) return TrigramQuery::none();
  forget_exact(&info);
  return TrigramQuery::all_of(std::move(info.required));
}

MatchInfo analyze(const RegexNode& node);

MatchInfo analyze_assertion(const RegexNode& node) {
  MatchInfo info = empty_info();
  if (node.bytes == "(?=" || node.bytes == "(?<=")
    require(query_of(analyze(node.children[0])), &info);
  return info;
}

MatchInfo analyze(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kNothing:
      return nothing_info();
    case Kind::kBytes: {
      MatchInfo info = exact_info({folded(node.bytes)});
      simplify(&info);
      return info;
    }
    case Kind::kClass:
      return class_info(node.set);
    case Kind::kConcat: {
      MatchInfo info = empty_info();
      for (const RegexNode& child : node.children) info = concat(std::move(info), analyze(child));
      return info;
    }
    case Kind::kAlternate: {
      std::vector<MatchInfo> branches;
      for (const RegexNode& child : node.children) branches.push_back(analyze(child));
      return alternate(std::move(branches));
    }
    case Kind::kRepeat:
      if (node.max == 0) return empty_info();
      return repeat(analyze(node.children[0]), node.min, node.max);
    case Kind::kGroup:
    case Kind::kAtomic:
      return analyze(node.children[0]);
    case Kind::kAssertion:
      return analyze_assertion(node);
    case Kind::kOpaque:
      return any_info(true);
    case Kind::kEmpty:
    case Kind::kLineStart:
    case Kind::kLineEnd:
    case Kind::kWordBoundary:
    case Kind::kNotWordBoundary:
      return empty_info();
  }
  return any_info(true);
}

}  // namespace

TrigramQuery trigram_query(const RegexNode& root) {
  return query_of(analyze(root));
}

}  // namespace trawl
