#include "indexer/pattern/line_proof.h"

#include <algorithm>

#include "indexer/pattern/regex_tree.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

bool may_consume_newline(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kBytes:
      return node.bytes.find('\n') != std::string::npos;
    case Kind::kClass:
      return node.set['\n'];
    case Kind::kOpaque:
      return true;
    case Kind::kAssertion:
      return false;
    default:
      return std::any_of(node.children.begin(), node.children.end(), may_consume_newline);
  }
}

bool may_match_empty(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kNothing:
    case Kind::kBytes:
    case Kind::kClass:
      return false;
    case Kind::kConcat:
      return std::all_of(node.children.begin(), node.children.end(), may_match_empty);
    case Kind::kAlternate:
      return std::any_of(node.children.begin(), node.children.end(), may_match_empty);
    case Kind::kRepeat:
      return node.min == 0 || may_match_empty(node.children[0]);
    case Kind::kGroup:
    case Kind::kAtomic:
      return may_match_empty(node.children[0]);
    default:
      return true;
  }
}

uint64_t saturating_add(uint64_t a, uint64_t b) {
  return a > LineFacts::kUnlimited - b ? LineFacts::kUnlimited : a + b;
}

uint64_t most_bytes(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kBytes:
      return node.bytes.size();
    case Kind::kClass:
      return 1;
    case Kind::kOpaque:
    case Kind::kAssertion:
      return LineFacts::kUnlimited;
    case Kind::kRepeat: {
      const uint64_t once = most_bytes(node.children[0]);
      if (once == 0 || node.max == 0) return 0;
      if (node.max == RegexNode::kUnbounded || once > LineFacts::kUnlimited / node.max) {
        return LineFacts::kUnlimited;
      }
      return once * node.max;
    }
    default: {
      uint64_t most = 0;
      for (const RegexNode& child : node.children) {
        const uint64_t one = most_bytes(child);
        most = node.kind == Kind::kAlternate ? std::max(most, one) : saturating_add(most, one);
      }
      return most;
    }
  }
}

bool may_look_back(const RegexNode& node) {
  return node.kind == Kind::kWordBoundary || node.kind == Kind::kNotWordBoundary ||
         node.kind == Kind::kAssertion || node.kind == Kind::kOpaque ||
         std::any_of(node.children.begin(), node.children.end(), may_look_back);
}

// A place that every line has: ^ matches at its start, $ at its end.
struct Place {
  bool at_line_start = false;
  bool at_line_end = false;
};

// True if it is proved that the node has an empty match at every such place.
bool matches_empty_at(const RegexNode& node, Place place) {
  const auto child_matches = [place](const RegexNode& child) {
    return matches_empty_at(child, place);
  };
  switch (node.kind) {
    case Kind::kEmpty:
      return true;
    case Kind::kLineStart:
      return place.at_line_start;
    case Kind::kLineEnd:
      return place.at_line_end;
    case Kind::kConcat:
      return std::all_of(node.children.begin(), node.children.end(), child_matches);
    case Kind::kAlternate:
      return std::any_of(node.children.begin(), node.children.end(), child_matches);
    case Kind::kRepeat:
      return node.min == 0 || child_matches(node.children[0]);
    case Kind::kGroup:
      return child_matches(node.children[0]);
    default:
      return false;
  }
}

// ".*", which can take the whole line, empty or not.
bool spans_any_line(const RegexNode& node) {
  if (node.kind == Kind::kGroup) return spans_any_line(node.children[0]);
  return node.kind == Kind::kRepeat && node.min == 0 && node.max == RegexNode::kUnbounded &&
         node.children[0].kind == Kind::kClass &&
         (node.children[0].set & every_byte_but_newline()) == every_byte_but_newline();
}

// Whether there are empty matches at the line's start, then perhaps .* and empty matches at its
// end.
bool concat_matches_every_line(const std::vector<RegexNode>& children) {
  size_t i = 0;
  while (i < children.size() && matches_empty_at(children[i], {true, false})) ++i;
  if (i == children.size()) return true;
  // If there is a .*, it is among the empty matches just passed; look for the last one.
  for (size_t dots = i; dots-- > 0;) {
    if (!spans_any_line(children[dots])) continue;
    return std::all_of(children.begin() + static_cast<ptrdiff_t>(dots) + 1, children.end(),
                       [](const RegexNode& child) {
                         return matches_empty_at(child, {false, true});
                       });
  }
  return std::all_of(children.begin(), children.end(), [](const RegexNode& child) {
    return matches_empty_at(child, {false, true});
  });
}

bool matches_every_line(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kConcat:
      return concat_matches_every_line(node.children);
    case Kind::kAlternate:
      return std::any_of(node.children.begin(), node.children.end(), matches_every_line);
    case Kind::kGroup:
      return matches_every_line(node.children[0]);
    default:
      return matches_empty_at(node, {true, false}) || matches_empty_at(node, {false, true});
  }
}

// Constructs that discard ways to match: with one of them, a way to match does not prove a match.
bool may_cut_ways(const RegexNode& node) {
  if (node.kind == Kind::kAtomic || node.kind == Kind::kAssertion || node.kind == Kind::kOpaque ||
      node.greed == RegexNode::Greed::kPossessive) {
    return true;
  }
  return std::any_of(node.children.begin(), node.children.end(), may_cut_ways);
}

}  // namespace

LineFacts prove_line_facts(const RegexNode& root) {
  LineFacts facts;
  facts.may_consume_newline = may_consume_newline(root);
  facts.may_match_empty = may_match_empty(root);
  facts.most_bytes = most_bytes(root);
  facts.may_look_back = may_look_back(root);
  facts.matches_every_line = !may_cut_ways(root) && matches_every_line(root);
  return facts;
}

}  // namespace trawl
