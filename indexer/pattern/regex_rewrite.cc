#include "indexer/pattern/regex_rewrite.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/pattern/regex_tree.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

// The bytes that a match may begin (or end) with, and whether it may be empty. In doubt, more
// bytes.
struct EdgeBytes {
  ByteSet set;
  bool empty = false;
};

enum class Edge { kFirst, kLast };

EdgeBytes edge_bytes(const RegexNode& node, Edge edge);

EdgeBytes concat_edge_bytes(const std::vector<RegexNode>& children, Edge edge) {
  EdgeBytes result;
  result.empty = true;
  for (size_t i = 0; i < children.size() && result.empty; ++i) {
    const size_t index = edge == Edge::kFirst ? i : children.size() - 1 - i;
    const EdgeBytes child = edge_bytes(children[index], edge);
    result.set |= child.set;
    result.empty = child.empty;
  }
  return result;
}

EdgeBytes edge_bytes(const RegexNode& node, Edge edge) {
  EdgeBytes result;
  switch (node.kind) {
    case Kind::kNothing:
      break;
    case Kind::kBytes:
      result.set.set(
          static_cast<uint8_t>(edge == Edge::kFirst ? node.bytes.front() : node.bytes.back()));
      break;
    case Kind::kClass:
      result.set = node.set;
      break;
    case Kind::kConcat:
      return concat_edge_bytes(node.children, edge);
    case Kind::kAlternate:
      for (const RegexNode& child : node.children) {
        const EdgeBytes branch = edge_bytes(child, edge);
        result.set |= branch.set;
        result.empty |= branch.empty;
      }
      break;
    case Kind::kRepeat:
      if (node.max > 0) result = edge_bytes(node.children[0], edge);
      result.empty |= node.min == 0;
      break;
    case Kind::kGroup:
    case Kind::kAtomic:
      return edge_bytes(node.children[0], edge);
    case Kind::kOpaque:
      result.set.set();
      result.empty = true;
      break;
    case Kind::kEmpty:
    case Kind::kLineStart:
    case Kind::kLineEnd:
    case Kind::kWordBoundary:
    case Kind::kNotWordBoundary:
    case Kind::kAssertion:
      result.empty = true;
      break;
  }
  return result;
}

// The boundary that says "no word byte beyond this edge" without look-around, if there is one: \b
// next to a word byte, \B next to another byte.
Kind edge_boundary(const RegexNode& node, Edge edge) {
  const EdgeBytes bytes = edge_bytes(node, edge);
  if (bytes.empty) return Kind::kAssertion;
  if ((bytes.set & ~word_set()).none()) return Kind::kWordBoundary;
  if ((bytes.set & word_set()).none()) return Kind::kNotWordBoundary;
  return Kind::kAssertion;
}

// Puts the node between its boundaries; false, and unchanged, when there are none.
bool add_boundaries(RegexNode* node) {
  const Kind before = edge_boundary(*node, Edge::kFirst);
  const Kind after = edge_boundary(*node, Edge::kLast);
  if (before == Kind::kAssertion || after == Kind::kAssertion) return false;
  std::vector<RegexNode> parts;
  parts.push_back(leaf_node(before));
  parts.push_back(std::move(*node));
  parts.push_back(leaf_node(after));
  *node = concat_node(std::move(parts));
  return true;
}

bool is_letter_pair(const ByteSet& set) {
  if (set.count() != 2) return false;
  const size_t upper = set._Find_first();
  return upper >= 'A' && upper <= 'Z' && set[upper + ('a' - 'A')];
}

struct LetterFacts {
  bool has_pair = false;
  bool has_single_case = false;
};

void collect_letters(const RegexNode& node, LetterFacts* facts) {
  if (node.kind == Kind::kBytes) {
    for (const char byte : node.bytes) {
      facts->has_single_case |= (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    }
  } else if (node.kind == Kind::kClass) {
    facts->has_pair |= is_letter_pair(node.set);
    facts->has_single_case |= fold_set(node.set) != node.set;
  }
  for (const RegexNode& child : node.children) collect_letters(child, facts);
}

bool cuts_ways(const RegexNode& node) {
  return node.kind == Kind::kAtomic || node.greed == RegexNode::Greed::kPossessive ||
         std::any_of(node.children.begin(), node.children.end(), cuts_ways);
}

class ExpressionWriter {
 public:
  ExpressionWriter(bool keeps_captures, bool caseless)
      : keeps_captures_(keeps_captures), caseless_(caseless) {}

  void write(const RegexNode& node);
  std::string take() { return std::move(out_); }

 private:
  void write_byte(uint8_t byte);
  void write_class(const ByteSet& set);
  void write_ranges(const ByteSet& set);
  void write_repeat(const RegexNode& node);
  void write_enclosed(std::string_view opening, const RegexNode& node);
  // Writes a member of a list, where an alternation needs parentheses.
  void write_part(const RegexNode& node);

  bool keeps_captures_;
  bool caseless_;
  std::string out_;
};

void ExpressionWriter::write(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kEmpty:
      break;
    case Kind::kNothing:
      out_ += "[^\\x00-\\xff]";
      break;
    case Kind::kBytes:
      for (const char byte : node.bytes) write_byte(static_cast<uint8_t>(byte));
      break;
    case Kind::kClass:
      write_class(node.set);
      break;
    case Kind::kConcat:
      for (const RegexNode& child : node.children) write_part(child);
      break;
    case Kind::kAlternate:
      for (size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out_ += '|';
        write_part(node.children[i]);
      }
      break;
    case Kind::kRepeat:
      write_repeat(node);
      break;
    case Kind::kGroup:
      write_enclosed(!keeps_captures_     ? "(?:"
                     : node.bytes.empty() ? "("
                                          : "(?<" + node.bytes + ">",
                     node.children[0]);
      break;
    case Kind::kAtomic:
      write_enclosed("(?>", node.children[0]);
      break;
    case Kind::kLineStart:
      out_ += '^';
      break;
    case Kind::kLineEnd:
      out_ += '$';
      break;
    case Kind::kWordBoundary:
      out_ += "\\b";
      break;
    case Kind::kNotWordBoundary:
      out_ += "\\B";
      break;
    case Kind::kAssertion:
    case Kind::kOpaque:
      out_ += node.bytes;
      for (const RegexNode& child : node.children) write(child);
      if (!node.children.empty()) out_ += ')';
      break;
  }
}

void ExpressionWriter::write_part(const RegexNode& node) {
  if (node.kind == Kind::kAlternate) {
    write_enclosed("(?:", node);
  } else {
    write(node);
  }
}

void ExpressionWriter::write_enclosed(std::string_view opening, const RegexNode& node) {
  out_ += opening;
  write(node);
  out_ += ')';
}

// Letters, digits and "_" mean themselves everywhere; everything else is written as a number.
void ExpressionWriter::write_byte(uint8_t byte) {
  static constexpr char kDigits[] = "0123456789abcdef";
  static const ByteSet plain = word_set();
  if (plain[byte]) {
    out_ += static_cast<char>(byte);
  } else {
    out_ += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
  }
}

void ExpressionWriter::write_class(const ByteSet& set) {
  if (set == every_byte_but_newline()) {
    out_ += '.';
  } else if (caseless_ && is_letter_pair(set)) {
    out_ += static_cast<char>(set._Find_first() + ('a' - 'A'));
  } else if (set.count() > 128) {
    out_ += "[^";
    write_ranges(~set);
  } else {
    out_ += '[';
    write_ranges(set);
  }
}

void ExpressionWriter::write_ranges(const ByteSet& set) {
  for (const auto& [first, last] : set_ranges(set)) {
    write_byte(static_cast<uint8_t>(first));
    if (last > first + 1) out_ += '-';
    if (last > first) write_byte(static_cast<uint8_t>(last));
  }
  out_ += ']';
}

void ExpressionWriter::write_repeat(const RegexNode& node) {
  const RegexNode& child = node.children[0];
  if (node.max == 0 && !keeps_captures_)
    return;  // it is there only for its captures, and Hyperscan has no {0}
  if (single_byte_set(child) || child.kind == Kind::kNothing || child.kind == Kind::kGroup ||
      child.kind == Kind::kAtomic) {
    write(child);
  } else {
    write_enclosed("(?:", child);
  }
  if (node.max == RegexNode::kUnbounded && node.min <= 1) {
    out_ += node.min == 0 ? '*' : '+';
  } else if (node.min == 0 && node.max == 1) {
    out_ += '?';
  } else {
    out_ += '{' + std::to_string(node.min);
    if (node.max != node.min) out_ += ',';
    if (node.max != node.min && node.max != RegexNode::kUnbounded) out_ += std::to_string(node.max);
    out_ += '}';
  }
  if (node.greed == RegexNode::Greed::kLazy) out_ += '?';
  if (node.greed == RegexNode::Greed::kPossessive) out_ += '+';
}

}  // namespace

BoundedRegex bound_by_words(RegexNode root) {
  if (add_boundaries(&root)) return {std::move(root), false};
  if (root.kind == Kind::kAlternate) {
    // Bounds each branch, if all of them can be bounded.
    RegexNode bounded = root;
    if (std::all_of(bounded.children.begin(), bounded.children.end(),
                    [](RegexNode& branch) { return add_boundaries(&branch); })) {
      return {std::move(bounded), false};
    }
  }
  std::vector<RegexNode> parts;
  parts.push_back(wrapper_node(Kind::kAssertion, "(?<!", class_node(word_set())));
  parts.push_back(std::move(root));
  parts.push_back(wrapper_node(Kind::kAssertion, "(?!", class_node(word_set())));
  return {concat_node(std::move(parts)), true};
}

bool is_caseless(const RegexNode& root) {
  LetterFacts facts;
  collect_letters(root, &facts);
  return facts.has_pair && !facts.has_single_case;
}

std::string hyperscan_expression(const RegexNode& root, bool caseless) {
  ExpressionWriter writer(false, caseless);
  writer.write(root);
  return writer.take();
}

std::string pcre2_expression(const RegexNode& root, bool caseless) {
  ExpressionWriter writer(true, caseless);
  writer.write(root);
  // PCRE2 (seen in 10.42) makes the repeat before an atomic group possessive without looking at the
  // group's empty branches: -*(?>|b)(?!a) does not match at the start of "-a". So patterns with
  // such a group are compiled without that optimisation.
  return (cuts_ways(root) ? "(*NO_AUTO_POSSESS)" : "") + writer.take();
}

}  // namespace trawl
