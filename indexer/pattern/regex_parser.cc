#include "indexer/pattern/regex_parser.h"

#include <algorithm>
#include <utility>

#include "indexer/pattern/regex_tree.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/utf8.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

// How much of a long pattern an error shows.
constexpr size_t kShownBytes = 120;

bool is_extended_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

RegexParser::RegexParser(std::string_view text, bool ignore_case) : text_(text) {
  flags_.ignore_case = ignore_case;
}

Result<ParsedRegex> RegexParser::parse() {
  TRAWL_ASSIGN_OR_RETURN(RegexNode root, parse_alternation());
  if (!at_end()) return bad_pattern("unmatched )", position_);
  TRAWL_RETURN_IF_ERROR(check_references());
  return ParsedRegex{std::move(root), std::move(hyperscan_refusal_)};
}

Result<ParsedRegex> RegexParser::parse_literal() {
  std::vector<RegexNode> nodes;
  for (; !at_end(); ++position_) {
    if (peek() == '\n') return refused_newline(position_);
    nodes.push_back(literal_byte(static_cast<uint8_t>(peek())));
  }
  return ParsedRegex{concat_node(std::move(nodes)), ""};
}

Result<RegexNode> RegexParser::parse_alternation() {
  std::vector<RegexNode> branches;
  do {
    TRAWL_ASSIGN_OR_RETURN(RegexNode branch, parse_sequence());
    branches.push_back(std::move(branch));
  } while (skip("|"));
  return alternate_node(std::move(branches));
}

Result<RegexNode> RegexParser::parse_sequence() {
  std::vector<RegexNode> atoms;
  while (true) {
    TRAWL_RETURN_IF_ERROR(skip_ignorable());
    if (at_end() || (!quoted_ && (peek() == '|' || peek() == ')'))) break;
    TRAWL_ASSIGN_OR_RETURN(RegexNode atom, parse_atom());
    const bool repeatable = repeatable_;
    TRAWL_RETURN_IF_ERROR(skip_ignorable());
    if (repeatable && at_quantifier()) {
      TRAWL_ASSIGN_OR_RETURN(atom, parse_quantifier(std::move(atom)));
    }
    atoms.push_back(std::move(atom));
  }
  return concat_node(std::move(atoms));
}

// Sets repeatable_.
Result<RegexNode> RegexParser::parse_atom() {
  repeatable_ = true;
  if (quoted_) return parse_character();
  const size_t begin = position_;
  switch (peek()) {
    case '(':
      return parse_group();
    case '[':
      return parse_class();
    case '\\':
      return parse_escape();
    case '.':
      ++position_;
      return class_node(every_byte_but_newline());
    case '^':
    case '$':
      repeatable_ = false;
      return leaf_node(text_[position_++] == '^' ? Kind::kLineStart : Kind::kLineEnd);
    default:
      if (at_quantifier()) return bad_pattern("nothing to repeat", begin);
      return parse_character();
  }
}

// A literal character: a byte of ASCII, or all bytes of a character outside it.
Result<RegexNode> RegexParser::parse_character() {
  if (peek() == '\n') return refused_newline(position_);
  const size_t length = character_length();
  const std::string_view character = text_.substr(position_, length);
  position_ += length;
  if (length > 1) return bytes_node(std::string(character));
  return literal_byte(static_cast<uint8_t>(character[0]));
}

RegexNode RegexParser::literal_byte(uint8_t byte) const {
  ByteSet set;
  set.set(byte);
  return class_node(flags_.ignore_case ? fold_set(set) : set);
}

bool RegexParser::at_quantifier() const {
  if (at_end() || quoted_) return false;
  if (peek() == '*' || peek() == '+' || peek() == '?') return true;
  if (peek() != '{') return false;
  // "{" is a literal unless {n}, {n,} or {n,m} follows; {,m} is for parse_bounds to refuse.
  size_t at = position_ + 1;
  const auto skip_digits = [this, &at] {
    const size_t begin = at;
    while (at < text_.size() && is_digit(text_[at])) ++at;
    return at > begin;
  };
  const bool has_min = skip_digits();
  bool has_max = has_min;
  if (at < text_.size() && text_[at] == ',') {
    ++at;
    has_max = skip_digits();
  }
  return at < text_.size() && text_[at] == '}' && (has_min || has_max);
}

Result<RegexNode> RegexParser::parse_quantifier(RegexNode atom) {
  const size_t begin = position_;
  uint32_t min = 0;
  uint32_t max = RegexNode::kUnbounded;
  if (skip("+")) {
    min = 1;
  } else if (skip("?")) {
    max = 1;
  } else if (!skip("*")) {
    TRAWL_RETURN_IF_ERROR(parse_bounds(&min, &max));
  }
  RegexNode::Greed greed = RegexNode::Greed::kGreedy;
  if (skip("?")) greed = RegexNode::Greed::kLazy;
  if (greed == RegexNode::Greed::kGreedy && skip("+")) {
    greed = RegexNode::Greed::kPossessive;
    refuse_hyperscan("possessive quantifier", begin);
  }
  TRAWL_RETURN_IF_ERROR(skip_ignorable());
  if (at_quantifier()) return bad_pattern("a quantifier after a quantifier", position_);
  return repeat_node(std::move(atom), min, max, greed);
}

Status RegexParser::parse_bounds(uint32_t* min, uint32_t* max) {
  const size_t begin = position_++;
  if (peek() == ',') {
    return refused("{,m} is a literal to some engines: write {0,m} or \\{,m}", begin);
  }
  *min = parse_decimal();
  *max = *min;
  if (skip(",")) *max = peek() == '}' ? RegexNode::kUnbounded : parse_decimal();
  ++position_;
  if (*min > kMaxRepeat || (*max != RegexNode::kUnbounded && *max > kMaxRepeat)) {
    return bad_pattern("more than 65535 repetitions", begin);
  }
  if (*min > *max) return bad_pattern("the bounds of {n,m} are out of order", begin);
  return {};
}

// Skips everything between two atoms that means nothing: \E, an empty \Q\E, (?#comment), and under
// (?x) white space and # comments. Opens and closes quotes.
Status RegexParser::skip_ignorable() {
  while (!at_end()) {
    if (skip("\\E")) {
      quoted_ = false;
    } else if (quoted_) {
      return {};
    } else if (skip("\\Q")) {
      quoted_ = true;
    } else if (looking_at("(?#")) {
      TRAWL_RETURN_IF_ERROR(skip_comment(position_));
    } else if (flags_.extended && is_extended_space(peek())) {
      ++position_;
    } else if (flags_.extended && peek() == '#') {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else {
      return {};
    }
  }
  return {};
}

Status RegexParser::skip_comment(size_t begin) {
  const size_t end = text_.find(')', begin);
  if (end == std::string_view::npos) return bad_pattern("missing ) for the (?#", begin);
  position_ = end + 1;
  return {};
}

Status RegexParser::check_references() const {
  for (const Reference& reference : references_) {
    const bool known = reference.name.empty() ? reference.number <= group_count_
                                              : std::find(names_.begin(), names_.end(),
                                                          reference.name) != names_.end();
    if (!known)
      return bad_pattern("a reference to a group that does not exist", reference.position);
  }
  return {};
}

bool RegexParser::skip(std::string_view expected) {
  if (!looking_at(expected)) return false;
  position_ += expected.size();
  return true;
}

size_t RegexParser::character_length() const {
  const auto lead = static_cast<uint8_t>(peek());
  if (lead < 0xC2) return 1;
  const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::string_view character = text_.substr(position_, length);
  return character.size() == length && is_valid_utf8(character) ? length : 1;
}

uint32_t RegexParser::parse_decimal() {
  constexpr uint32_t kCap = 100'000'000;
  uint32_t number = 0;
  for (; !at_end() && is_digit(peek()); ++position_) {
    number = std::min(kCap, number * 10 + static_cast<uint32_t>(peek() - '0'));
  }
  return number;
}

void RegexParser::refuse_hyperscan(std::string_view what, size_t position) {
  if (!hyperscan_refusal_.empty()) return;
  hyperscan_refusal_ = std::string(what) + " at byte " + std::to_string(position);
}

Status RegexParser::bad_pattern(std::string_view reason, size_t position) const {
  return at(position, StatusCode::kInvalidArgument, std::string(reason));
}

Status RegexParser::ends_unescaped(size_t position) const {
  return Status(StatusCode::kInvalidArgument,
                "pattern ends with an unescaped \\ (byte " + std::to_string(position) + ")")
      .with_context(place_of(position));
}

Status RegexParser::refused(const Phrase& reason, size_t position) const {
  return at(position, StatusCode::kUnsupported, reason);
}

Status RegexParser::refused_newline(size_t position) const {
  return refused(
      "a pattern matches within a line, so it cannot contain a newline (patterns over lines come "
      "with " +
          Term::kMultilineMode + ")",
      position);
}

Status RegexParser::at(size_t position, StatusCode code, const Phrase& reason) const {
  // Of a long pattern, only the part around the place is shown.
  const size_t begin = text_.size() <= kShownBytes || position < kShownBytes / 2
                           ? 0
                           : std::min(position - kShownBytes / 2, text_.size() - kShownBytes);
  const std::string_view shown = text_.substr(begin, kShownBytes);
  const std::string where = " at byte " + std::to_string(position) + " of the pattern `" +
                            (begin > 0 ? "..." : "") + escape_control(shown) +
                            (begin + shown.size() < text_.size() ? "..." : "") + "`";
  return Status(code, reason + where).with_context(place_of(position));
}

ErrorContext RegexParser::place_of(size_t position) const {
  ErrorContext context = unsaid(in_pattern(std::string(text_)));
  context.place = TextPlace{.file = {}, .line = 1, .column = position + 1};
  return context;
}

}  // namespace trawl
