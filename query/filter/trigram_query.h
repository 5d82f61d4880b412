// A boolean filter over the trigrams of a text, which holds of every text that a pattern matches:
// it never loses a match, and it lets texts through that do not match. Values, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "indexer/format/gram.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// In normal form, which all_of, any_of and trigram_query give: grams and children sorted, each
// once; the children of kAnd are kOr and those of kOr are kAnd; kOr has at least two members, kAnd
// one.
struct TrigramQuery {
  enum class Kind : uint8_t {
    kAll,   // holds of every text: no filter
    kNone,  // holds of none: the pattern can match nothing
    kAnd,   // every gram occurs, and every child holds
    kOr,    // some gram occurs, or some child holds
  };

  Kind kind = Kind::kAll;
  std::vector<Gram> grams;
  std::vector<TrigramQuery> children;

  static TrigramQuery all() { return {}; }
  static TrigramQuery none() { return {Kind::kNone, {}, {}}; }
  // All trigrams of `text`; all() when it is shorter than one.
  static TrigramQuery of_text(std::string_view text);
  // Conjunction and disjunction, without the terms that others imply, common grams factored out.
  static TrigramQuery all_of(std::vector<TrigramQuery> parts);
  static TrigramQuery any_of(std::vector<TrigramQuery> parts);

  friend bool operator==(const TrigramQuery&, const TrigramQuery&) = default;
};

// The filter for a pattern's tree: one line that matches holds it, as does any text the line is
// part of. Line anchors ask for no newline, since a document's first line has none before it.
TrigramQuery trigram_query(const RegexNode& root);

// The gram's bytes in double quotes, escaped.
std::string debug_string(Gram gram);
// "abc" "bcd" for both, ("abc"|"xyz") for either, + for all and - for none.
std::string debug_string(const TrigramQuery& query);

}  // namespace trawl
