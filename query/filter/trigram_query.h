// A boolean filter over the trigrams of a text. It holds for every text that a pattern matches, so
// it never loses a match, but it also lets some other texts pass. Values, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "indexer/format/gram.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// Always in normal form, which all_of, any_of and trigram_query give. Grams and children are sorted
// without duplicates. The children of kAnd are kOr, and those of kOr are kAnd. kOr has at least two
// members, kAnd at least one.
struct TrigramQuery {
  enum class Kind : uint8_t {
    kAll,   // holds for every text: no filter
    kNone,  // holds for no text: the pattern cannot match
    kAnd,   // every gram occurs and every child holds
    kOr,    // a gram occurs or a child holds
  };

  Kind kind = Kind::kAll;
  std::vector<Gram> grams;
  std::vector<TrigramQuery> children;

  static TrigramQuery all() { return {}; }
  static TrigramQuery none() { return {Kind::kNone, {}, {}}; }
  // All trigrams of `text`; all() if it is shorter than three bytes.
  static TrigramQuery of_text(std::string_view text);
  // Conjunction and disjunction. Terms implied by others are dropped, and common grams are factored
  // out.
  static TrigramQuery all_of(std::vector<TrigramQuery> parts);
  static TrigramQuery any_of(std::vector<TrigramQuery> parts);

  friend bool operator==(const TrigramQuery&, const TrigramQuery&) = default;
};

// The filter for a pattern's tree. It holds for each matching line, and for any text that contains
// the line. Line anchors do not require a newline, because no newline precedes a document's first
// line.
TrigramQuery trigram_query(const RegexNode& root);

// The gram's bytes in double quotes, escaped.
std::string debug_string(Gram gram);
// "abc" "bcd" for both, ("abc"|"xyz") for either, + for all and - for none.
std::string debug_string(const TrigramQuery& query);

}  // namespace trawl
