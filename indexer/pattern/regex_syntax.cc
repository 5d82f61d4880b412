#include "indexer/pattern/regex_syntax.h"

#include <cstdio>
#include <utility>

#include "indexer/pattern/regex_parser.h"
#include "indexer/pattern/regex_rewrite.h"
#include "indexer/pattern/regex_tree.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

// Printable bytes as they are, except quotes, backslashes and the characters that make classes.
void append_byte(uint8_t byte, std::string* out) {
  if (byte > ' ' && byte < 0x7f &&
      std::string_view("\"\\[]-^").find(static_cast<char>(byte)) == std::string_view::npos) {
    out->push_back(static_cast<char>(byte));
  } else if (byte == ' ') {
    out->push_back(' ');
  } else {
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(byte));
    *out += text;
  }
}

std::string class_text(const ByteSet& set) {
  if (set == every_byte_but_newline()) return ".";
  const bool negated = set.count() > 128;
  std::string text = negated ? "[^" : "[";
  for (const auto& [first, last] : set_ranges(negated ? ~set : set)) {
    append_byte(static_cast<uint8_t>(first), &text);
    if (last > first + 1) text += '-';
    if (last > first) append_byte(static_cast<uint8_t>(last), &text);
  }
  return text + ']';
}

std::string quoted_text(const std::string& bytes) {
  std::string text = "\"";
  for (const char byte : bytes) append_byte(static_cast<uint8_t>(byte), &text);
  return text + '"';
}

std::string list_text(const std::string& head, const RegexNode& node) {
  std::string text = "(" + head;
  for (const RegexNode& child : node.children) text += ' ' + debug_string(child);
  return text + ')';
}

std::string repeat_text(const RegexNode& node) {
  std::string head = "rep " + std::to_string(node.min) + ' ' +
                     (node.max == RegexNode::kUnbounded ? "inf" : std::to_string(node.max));
  if (node.greed == RegexNode::Greed::kLazy) head += " lazy";
  if (node.greed == RegexNode::Greed::kPossessive) head += " possessive";
  return list_text(head, node);
}

}  // namespace

Result<Pattern> parse_pattern(std::string_view text, const PatternOptions& options) {
  if (text.size() > kMaxPatternBytes) {
    return unsupported("the pattern has " + count_text(text.size(), "byte") + ", more than the " +
                       std::to_string(kMaxPatternBytes) + " that are supported");
  }
  RegexParser parser(text, options.ignore_case);
  TRAWL_ASSIGN_OR_RETURN(ParsedRegex parsed,
                         options.fixed_string ? parser.parse_literal() : parser.parse());
  Pattern pattern;
  pattern.text = std::string(text);
  pattern.options = options;
  pattern.root = std::move(parsed.root);
  pattern.hyperscan_refusal = std::move(parsed.hyperscan_refusal);
  if (options.word) {
    BoundedRegex bounded = bound_by_words(std::move(pattern.root));
    pattern.root = std::move(bounded.root);
    if (bounded.has_look_around && pattern.hyperscan_refusal.empty()) {
      pattern.hyperscan_refusal = "-w around a match that may begin or end on either kind of byte";
    }
  }
  pattern.caseless = is_caseless(pattern.root);
  pattern.pcre2 = pcre2_expression(pattern.root, pattern.caseless);
  if (pattern.hyperscan_refusal.empty()) {
    pattern.hyperscan = hyperscan_expression(pattern.root, pattern.caseless);
  }
  return pattern;
}

std::string debug_string(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kEmpty:
      return "(empty)";
    case Kind::kNothing:
      return "(nothing)";
    case Kind::kBytes:
      return quoted_text(node.bytes);
    case Kind::kClass:
      return class_text(node.set);
    case Kind::kConcat:
      return list_text("cat", node);
    case Kind::kAlternate:
      return list_text("alt", node);
    case Kind::kRepeat:
      return repeat_text(node);
    case Kind::kGroup:
      return list_text(node.bytes.empty() ? "group" : "group " + node.bytes, node);
    case Kind::kAtomic:
      return list_text("atomic", node);
    case Kind::kLineStart:
      return "bol";
    case Kind::kLineEnd:
      return "eol";
    case Kind::kWordBoundary:
      return "\\b";
    case Kind::kNotWordBoundary:
      return "\\B";
    case Kind::kAssertion:
      return list_text("assert " + node.bytes, node);
    case Kind::kOpaque:
      return list_text("opaque " + node.bytes, node);
  }
  return "";
}

}  // namespace trawl
