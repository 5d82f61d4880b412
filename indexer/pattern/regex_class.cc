// Classes in brackets. Folding comes before negation, so that [^a] under (?i) excludes A too.
#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/pattern/regex_parser.h"
#include "indexer/pattern/regex_tree.h"

namespace trawl {
namespace {

// PCRE2 has two names more than POSIX.
std::optional<ByteSet> set_of_name(std::string_view name) {
  if (name == "ascii") return byte_range(0, 127);
  if (name == "word") return word_set();
  return posix_set(name);
}

}  // namespace

Result<RegexNode> RegexParser::parse_class() {
  const size_t begin = position_;
  // PCRE2's word boundaries, from Henry Spencer's library. All other readers take them for a class
  // and a literal ']'.
  if (looking_at("[[:<:]]")) {
    return refused("[[:<:]] is not supported: write \\b(?=\\w)", begin);
  }
  if (looking_at("[[:>:]]")) {
    return refused("[[:>:]] is not supported: write \\b(?<=\\w)", begin);
  }
  ++position_;
  skip_class_quotes();
  const bool negated = !quoted_ && skip("^");
  ClassItems items;
  TRAWL_RETURN_IF_ERROR(parse_class_items(begin, &items));
  return finish_class(begin, negated, items);
}

// Skips \Q and \E, which are never members of the class, wherever they stand in it.
void RegexParser::skip_class_quotes() {
  while (true) {
    if (skip("\\E")) {
      quoted_ = false;
    } else if (!quoted_ && skip("\\Q")) {
      quoted_ = true;
    } else {
      return;
    }
  }
}

Status RegexParser::parse_class_items(size_t begin, ClassItems* items) {
  bool first = true;
  while (true) {
    skip_class_quotes();
    if (at_end()) return bad_pattern("missing ] for the [", begin);
    if (!quoted_ && !first && skip("]")) return {};
    first = false;
    const size_t member_begin = position_;
    TRAWL_ASSIGN_OR_RETURN(const ClassMember member, parse_class_member());
    skip_class_quotes();
    // "-" makes a range between two single bytes; next to a set, or at the end, it is literal.
    if (quoted_ || member.set.any() || !looking_at("-")) {
      add_class_member(member_begin, member, items);
      continue;
    }
    ++position_;
    skip_class_quotes();
    if (at_end()) return bad_pattern("missing ] for the [", begin);
    if (!quoted_ && looking_at("]")) {
      add_class_member(member_begin, member, items);
      items->set.set('-');
      items->has_other_item = true;
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(const ClassMember last, parse_class_member());
    TRAWL_RETURN_IF_ERROR(add_class_range(member_begin, member, last, items));
  }
}

// Adds the range `first`-`last`, which stands at `begin`.
Status RegexParser::add_class_range(size_t begin, const ClassMember& first, const ClassMember& last,
                                    ClassItems* items) const {
  if (last.set.any()) {
    add_class_member(begin, first, items);
    add_class_member(begin, last, items);
    items->set.set('-');
    return {};
  }
  if (first.byte < 0 || last.byte < 0) {
    return refused(
        "a range with characters outside ASCII (it comes with " + Term::kUnicodeMode + ")", begin);
  }
  if (first.byte > last.byte) return bad_pattern("the range is out of order", begin);
  items->set |= byte_range(static_cast<uint8_t>(first.byte), static_cast<uint8_t>(last.byte));
  items->has_other_item = true;
  return {};
}

Result<RegexParser::ClassMember> RegexParser::parse_class_member() {
  if (!quoted_ && peek() == '[') {
    TRAWL_ASSIGN_OR_RETURN(std::optional<ClassMember> posix, parse_posix_class());
    if (posix) return *std::move(posix);
  }
  if (!quoted_ && peek() == '\\') return parse_class_escape();
  ClassMember member;
  const size_t length = character_length();
  if (length > 1) {
    member.character = std::string(text_.substr(position_, length));
  } else {
    member.byte = static_cast<uint8_t>(peek());
  }
  position_ += length;
  return member;
}

Result<RegexParser::ClassMember> RegexParser::parse_class_escape() {
  const size_t begin = position_++;
  if (at_end()) return ends_unescaped(begin);
  ClassMember member;
  const char letter = peek();
  if (static_cast<uint8_t>(letter) >= 0x80) {
    const size_t length = character_length();
    if (length > 1) {
      member.character = std::string(text_.substr(position_, length));
    } else {
      member.byte = static_cast<uint8_t>(letter);
    }
    position_ += length;
    return member;
  }
  ++position_;
  if (const std::optional<ByteSet> set = escape_set(letter)) {
    member.set = *set;
    return member;
  }
  if (letter == 'b') {
    member.byte = '\b';
    return member;
  }
  if (letter >= '1' && letter <= '7') {
    --position_;
    TRAWL_ASSIGN_OR_RETURN(member.byte, parse_octal(begin, 3));
    return member;
  }
  TRAWL_ASSIGN_OR_RETURN(member.byte, parse_byte_escape(begin, letter));
  if (member.byte < 0) return refuse_escape(begin, letter);
  return member;
}

// [:alpha:] or [:^alpha:] at `position_`; nullopt when the "[" is literal.
Result<std::optional<RegexParser::ClassMember>> RegexParser::parse_posix_class() {
  const size_t begin = position_;
  const char kind = begin + 1 < text_.size() ? text_[begin + 1] : 0;
  if (kind != ':' && kind != '.' && kind != '=') return std::optional<ClassMember>();
  // As in PCRE2, a name is anything up to the closing ":]" except a ']' or another "[:". So an
  // unknown name is refused, while [[:] and [[:a] are classes of these bytes.
  size_t end = begin + 2;
  while (true) {
    if (end + 1 >= text_.size() || text_[end] == ']') return std::optional<ClassMember>();
    if (text_[end] == '[' && text_[end + 1] == kind) return std::optional<ClassMember>();
    if (text_[end] == kind && text_[end + 1] == ']') break;
    const bool escapes = text_[end] == '\\' && (text_[end + 1] == ']' || text_[end + 1] == '\\');
    end += escapes ? 2 : 1;
  }
  if (kind != ':') return refused("POSIX collating elements are not supported", begin);
  std::string_view name = text_.substr(begin + 2, end - begin - 2);
  const bool negated = name.starts_with('^');
  if (negated) name.remove_prefix(1);
  // Without case there is only one set of letters, even when negated.
  if (flags_.ignore_case && (name == "lower" || name == "upper")) name = "alpha";
  const std::optional<ByteSet> set = set_of_name(name);
  if (!set) return bad_pattern("unknown POSIX class", begin);
  position_ = end + 2;
  ClassMember member;
  member.set = negated ? ~*set : *set;
  return std::optional<ClassMember>(std::move(member));
}

void RegexParser::add_class_member(size_t begin, const ClassMember& member, ClassItems* items) {
  if (!member.character.empty()) {
    if (items->characters.empty()) items->character_position = begin;
    items->characters.push_back(member.character);
  } else if (member.byte >= 0) {
    items->set.set(static_cast<size_t>(member.byte));
    (member.byte == '\n' ? items->has_newline_escape : items->has_other_item) = true;
  } else {
    items->set |= member.set;
    items->has_other_item = true;
  }
}

Result<RegexNode> RegexParser::finish_class(size_t begin, bool negated,
                                            const ClassItems& items) const {
  ByteSet set = flags_.ignore_case ? fold_set(items.set) : items.set;
  if (negated) {
    if (!items.characters.empty()) {
      return refused("a negated class with characters outside ASCII (it comes with " +
                         Term::kUnicodeMode + ")",
                     items.character_position);
    }
    return class_node(~set & every_byte_but_newline());
  }
  if (items.has_newline_escape && !items.has_other_item && items.characters.empty()) {
    return refused_newline(begin);
  }
  set &= every_byte_but_newline();
  // Characters that differ in their last byte share a branch.
  std::map<std::string, ByteSet> last_bytes;
  for (const std::string& character : items.characters) {
    last_bytes[character.substr(0, character.size() - 1)].set(
        static_cast<uint8_t>(character.back()));
  }
  std::vector<RegexNode> branches;
  if (set.any() || last_bytes.empty()) branches.push_back(class_node(set));
  for (const auto& [prefix, last] : last_bytes) {
    std::vector<RegexNode> character;
    character.push_back(bytes_node(prefix));
    character.push_back(class_node(last));
    branches.push_back(concat_node(std::move(character)));
  }
  return alternate_node(std::move(branches));
}

}  // namespace trawl
