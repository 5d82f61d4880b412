// From a pattern's tree to its trigram query.
//
// After Russ Cox, "Regular Expression Matching with a Trigram Index" (2012): for each node, bottom
// up, the set of all strings it matches while that is small; once it is not, what matches begin and
// end with, and the grams they hold. Where two nodes meet, the strings that cross the seam give
// grams too.
//
// Beyond it: repeats are unrolled (x{3}, (abc){2,}); what may be empty keeps its ends, so that
// foo(bar)*baz knows what stands before baz; a positive look-ahead adds its own grams. Everything
// is folded as the index is, so case-insensitive letters are single bytes here.
//
// Every approximation goes to the safe side: more strings, shorter prefixes, fewer required grams.
#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/text/ascii_case.h"
#include "query/filter/string_set.h"
#include "query/filter/trigram_query.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

// A class of more bytes than this is "any byte". Holds the ten digits and, folded, sixteen
// hexadecimal ones; an Or of more lists than that filters little and costs their sum.
constexpr size_t kMaxClassBytes = 16;
// Strings of an exact set, before it becomes grams and ends.
constexpr size_t kMaxExactStrings = 16;
// Several strings of this length become grams: a conjunction of short local choices is smaller than
// the list of all combinations, and filters as well.
constexpr size_t kMinSplitLength = 4;
// A single string may grow to this: it only bounds the copying for long patterns.
constexpr size_t kMaxExactLength = 64;
// Strings of a prefix or suffix set.
constexpr size_t kMaxEnds = 20;
// Length of ends whose grams are not required: enough to give some once a neighbour is known.
constexpr size_t kMaxEndLength = 8;
// Combinations at a seam.
constexpr size_t kMaxCross = 64;
// Copies of a repeat's child: all trigrams of x{n} for single bytes are there with three, seams
// with two.
constexpr uint32_t kMaxUnroll = 4;
// Or-terms a node collects; further ones are left out, which only filters less.
constexpr size_t kMaxChoices = 64;
constexpr size_t kGramBytes = 3;

// What is known of a node's matches.
struct MatchInfo {
  bool emptyable = false;          // the empty string may be a match
  std::optional<StringSet> exact;  // if present: the matches are exactly these
  // If not exact: every match but the empty one begins (ends) with one of these.
  StringSet prefixes;
  StringSet suffixes;
  // Each holds of every text in which the node matches.
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

// One of `strings` occurs wherever `info` matches. False when that gives no gram.
bool require_one_of(const StringSet& strings, MatchInfo* info) {
  if (shortest_length(strings) < kGramBytes) return false;
  std::vector<TrigramQuery> choices;
  for (const std::string& text : strings) choices.push_back(TrigramQuery::of_text(text));
  require(TrigramQuery::any_of(std::move(choices)), info);
  return true;
}

// Turns a set of ends into grams where it gives any, and keeps of it what a neighbour may need.
void simplify_ends(StringEnd end, MatchInfo* info) {
  StringSet& ends = end == StringEnd::kPrefix ? info->prefixes : info->suffixes;
  const bool required = !info->emptyable && require_one_of(ends, info);
  // Two bytes are all that a seam needs once the grams inside are required.
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

// Gives up the exact set.
void forget_exact(MatchInfo* info) {
  if (!info->exact || matches_nothing(*info)) return;
  info->prefixes = without_empty(*std::move(info->exact));
  info->suffixes = info->prefixes;
  info->exact.reset();
  if (info->prefixes.empty()) return;  // only the empty string
  simplify_ends(StringEnd::kPrefix, info);
  simplify_ends(StringEnd::kSuffix, info);
}

const StringSet& ends_of(const MatchInfo& info, StringEnd end) {
  if (info.exact) return *info.exact;
  return end == StringEnd::kPrefix ? info.prefixes : info.suffixes;
}

// The prefixes (suffixes) of two nodes side by side: `outer` stands first (last), `inner` beside
// it.
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

// Any number of times.
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
    // An upper-case letter stands for its lower-case one; counted once.
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
