// Escapes outside of classes, and those that stand for one byte everywhere.
#include <utility>

#include "indexer/pattern/regex_parser.h"
#include "indexer/pattern/regex_tree.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

}  // namespace

std::optional<ByteSet> escape_set(char letter) {
  switch (letter) {
    case 'd':
      return digit_set();
    case 'D':
      return ~digit_set();
    case 'w':
      return word_set();
    case 'W':
      return ~word_set();
    case 's':
      return space_set();
    case 'S':
      return ~space_set();
    case 'h':
      return horizontal_space_set();
    case 'H':
      return ~horizontal_space_set();
    case 'v':
      return vertical_space_set();
    case 'V':
      return ~vertical_space_set();
    default:
      return std::nullopt;
  }
}

Result<RegexNode> RegexParser::parse_escape() {
  const size_t begin = position_++;
  if (at_end()) return ends_unescaped(begin);
  const char letter = text_[position_];
  if (letter >= '1' && letter <= '9') return parse_numeric_escape(begin);
  if (static_cast<uint8_t>(letter) >= 0x80) return parse_character();
  ++position_;
  if (const std::optional<ByteSet> set = escape_set(letter)) {
    return class_node(*set & every_byte_but_newline());
  }
  const bool is_assertion = std::string_view("AzZbBKG").find(letter) != std::string_view::npos;
  if (is_assertion) repeatable_ = false;
  switch (letter) {
    case 'A':
      return leaf_node(Kind::kLineStart);
    case 'z':
    case 'Z':
      return leaf_node(Kind::kLineEnd);
    case 'b':
      return leaf_node(Kind::kWordBoundary);
    case 'B':
      return leaf_node(Kind::kNotWordBoundary);
    case 'K':
    case 'G': {
      refuse_hyperscan(letter == 'K' ? "\\K" : "\\G", begin);
      RegexNode node = leaf_node(Kind::kAssertion);
      node.bytes = {'\\', letter};
      return node;
    }
    case 'g':
      return parse_g_escape(begin);
    case 'k':
      return parse_k_escape(begin);
    default:
      break;
  }
  TRAWL_ASSIGN_OR_RETURN(const int byte, parse_byte_escape(begin, letter));
  if (byte == '\n') return refused_newline(begin);
  if (byte >= 0) return literal_byte(static_cast<uint8_t>(byte));
  return refuse_escape(begin, letter);
}

// \1 to \9 are back-references, and so are longer numbers if at least that many groups precede
// them; otherwise they are octal.
Result<RegexNode> RegexParser::parse_numeric_escape(size_t begin) {
  const char first = peek();
  const uint32_t number = parse_decimal();
  if (number < 10 || first >= '8' || number <= group_count_) {
    return back_reference(begin, number, "");
  }
  position_ = begin + 1;
  TRAWL_ASSIGN_OR_RETURN(const int byte, parse_octal(begin, 3));
  if (byte == '\n') return refused_newline(begin);
  return literal_byte(static_cast<uint8_t>(byte));
}

// \g1 \g{1} \g{-1} \g{name}: back-references; \g<1> \g<name> \g'name': subroutine calls.
Result<RegexNode> RegexParser::parse_g_escape(size_t begin) {
  if (skip("<")) return parse_call(begin, '>');
  if (skip("'")) return parse_call(begin, '\'');
  if (skip("{")) {
    TRAWL_ASSIGN_OR_RETURN(Reference target, parse_target(begin, '}'));
    if (target.name.empty() && target.number == 0) {
      return bad_pattern("a reference to a group that does not exist", begin);
    }
    return back_reference(begin, target.number, std::move(target.name));
  }
  const bool backwards = skip("-");
  uint32_t number = parse_decimal();
  if (number == 0 || (backwards && number > group_count_)) {
    return bad_pattern("\\g refers to a group that does not exist", begin);
  }
  if (backwards) number = group_count_ + 1 - number;
  return back_reference(begin, number, "");
}

Result<RegexNode> RegexParser::parse_k_escape(size_t begin) {
  char closing = 0;
  if (skip("<")) closing = '>';
  if (closing == 0 && skip("'")) closing = '\'';
  if (closing == 0 && skip("{")) closing = '}';
  if (closing == 0) return bad_pattern("\\k without a name", begin);
  TRAWL_ASSIGN_OR_RETURN(std::string name, parse_name(begin, closing));
  return back_reference(begin, 0, std::move(name));
}

RegexNode RegexParser::back_reference(size_t begin, uint32_t number, std::string name) {
  refuse_hyperscan("back-reference", begin);
  RegexNode node = leaf_node(Kind::kOpaque);
  const std::string target =
      name.empty() ? "\\g{" + std::to_string(number) + "}" : "\\k{" + name + "}";
  // Case folding is in the tree, but not for text that was captured: that needs a flag of its own.
  node.bytes = (flags_.ignore_case ? "(?i:" : "(?-i:") + target + ")";
  references_.push_back({begin, number, std::move(name)});
  return node;
}

RegexNode RegexParser::call(size_t begin, uint32_t number, std::string name) {
  refuse_hyperscan("subroutine call", begin);
  RegexNode node = leaf_node(Kind::kOpaque);
  node.bytes = name.empty() ? "(?" + std::to_string(number) + ")" : "(?&" + name + ")";
  references_.push_back({begin, number, std::move(name)});
  return node;
}

Result<int> RegexParser::parse_byte_escape(size_t begin, char letter) {
  switch (letter) {
    case 'a':
      return '\a';
    case 'e':
      return 0x1b;
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'x':
      return parse_hex(begin);
    case '0':
      --position_;
      return parse_octal(begin, 3);
    case 'o': {
      if (!skip("{")) return bad_pattern("\\o without {", begin);
      TRAWL_ASSIGN_OR_RETURN(const int byte, parse_octal(begin, 8));
      if (!skip("}")) return bad_pattern("missing } for the \\o{", begin);
      return byte;
    }
    case 'c': {
      if (at_end() || peek() < ' ' || peek() > '~') {
        return bad_pattern("\\c without a printable character", begin);
      }
      const char character = text_[position_++];
      const bool is_lower = character >= 'a' && character <= 'z';
      return (is_lower ? character - 'a' + 'A' : character) ^ 64;
    }
    default:
      return is_letter(letter) || is_digit(letter) ? -1 : letter;
  }
}

// \xH, \xHH or \x{H...}: a byte, not a character.
Result<int> RegexParser::parse_hex(size_t begin) {
  const bool braces = skip("{");
  const size_t max_digits = braces ? 8 : 2;
  uint32_t value = 0;
  size_t digits = 0;
  for (; digits < max_digits && !at_end() && hex_value(peek()) >= 0; ++digits) {
    value = value << 4 | static_cast<uint32_t>(hex_value(text_[position_++]));
  }
  if (digits == 0) return bad_pattern("\\x without hexadecimal digits", begin);
  if (braces && !skip("}")) return bad_pattern("missing } for the \\x{", begin);
  if (value > 255) {
    return refused("\\x{} is a byte, at most ff: write the character itself", begin);
  }
  return static_cast<int>(value);
}

Result<int> RegexParser::parse_octal(size_t begin, size_t max_digits) {
  int value = 0;
  size_t digits = 0;
  for (; digits < max_digits && !at_end() && is_octal(peek()); ++digits) {
    value = value * 8 + (text_[position_++] - '0');
  }
  if (digits == 0) return bad_pattern("no octal digits in an escape", begin);
  if (value > 255) return bad_pattern("an octal escape above 377", begin);
  return value;
}

Status RegexParser::refuse_escape(size_t begin, char letter) const {
  switch (letter) {
    case 'C':
    case 'X':
    case 'R':
      return refused(std::string("\\") + letter + " is not supported", begin);
    case 'p':
    case 'P':
      return refused("Unicode properties are not supported in byte mode (they come with " +
                         Term::kUnicodeMode + ")",
                     begin);
    case 'N':
      return refused("\\N is not supported: write . for a byte that is not a newline", begin);
    default:
      return bad_pattern(std::string("unknown escape \\") + letter, begin);
  }
}

}  // namespace trawl
