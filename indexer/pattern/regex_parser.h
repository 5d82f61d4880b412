// Recursive descent over the bytes of a pattern. Internal to indexer/pattern: parse_pattern() is
// the entry.
//
// One class in four files, divided by what they read: regex_parser.cc sequences and quantifiers,
// regex_group.cc what begins with "(", regex_escape.cc what begins with "\", regex_class.cc what
// begins with "[".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/regex_node.h"

namespace trawl {

// ASCII, whatever the locale.
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct ParsedRegex {
  RegexNode root;
  std::string hyperscan_refusal;  // the first construct that Hyperscan lacks, with its place
};

// One object per pattern: construct, parse(), throw away. `text` must outlive it.
class RegexParser {
 public:
  RegexParser(std::string_view text, bool ignore_case);

  Result<ParsedRegex> parse();
  // The whole text as a literal (-F).
  Result<ParsedRegex> parse_literal();

 private:
  struct Flags {
    bool ignore_case = false;
    bool extended = false;
  };
  // What a subroutine call or back-reference names, checked once all groups are known.
  struct Reference {
    size_t position;
    uint32_t number;   // 0: the whole pattern, or by name
    std::string name;  // empty: by number
  };
  // A class that is being read: what PCRE calls [...] .
  struct ClassItems {
    ByteSet set;
    std::vector<std::string> characters;  // outside ASCII, each its bytes
    size_t character_position = 0;        // of the first of them
    bool has_newline_escape = false;
    bool has_other_item = false;
  };
  // One member of a class: a set, or a single byte that may begin a range, or a character outside
  // ASCII.
  struct ClassMember {
    ByteSet set;
    int byte = -1;
    std::string character;
  };

  // regex_parser.cc
  Result<RegexNode> parse_alternation();
  Result<RegexNode> parse_sequence();
  Result<RegexNode> parse_atom();
  Result<RegexNode> parse_character();
  Result<RegexNode> parse_quantifier(RegexNode atom);
  Status parse_bounds(uint32_t* min, uint32_t* max);
  bool at_quantifier() const;
  Status skip_ignorable();
  Status skip_comment(size_t begin);
  RegexNode literal_byte(uint8_t byte) const;
  Status check_references() const;

  // regex_group.cc
  Result<RegexNode> parse_group();
  Result<RegexNode> parse_special_group(size_t begin);
  Result<RegexNode> parse_named_group(size_t begin, char closing);
  Result<RegexNode> parse_flags(size_t begin);
  Result<RegexNode> parse_assertion(size_t begin, std::string opening);
  Result<RegexNode> parse_conditional(size_t begin);
  Result<RegexNode> parse_condition(size_t begin);
  Result<RegexNode> parse_call(size_t begin, char closing);
  Result<Reference> parse_target(size_t begin, char closing);
  Result<RegexNode> parse_group_body(size_t begin);
  Status enter_group(size_t begin);
  Status leave_group(size_t begin);
  Result<std::string> parse_name(size_t begin, char closing);

  // regex_escape.cc
  Result<RegexNode> parse_escape();
  Result<RegexNode> parse_numeric_escape(size_t begin);
  Result<RegexNode> parse_g_escape(size_t begin);
  Result<RegexNode> parse_k_escape(size_t begin);
  RegexNode back_reference(size_t begin, uint32_t number, std::string name);
  RegexNode call(size_t begin, uint32_t number, std::string name);
  // \xHH \t ... : the byte that an escape stands for; -1 when it stands for something else.
  // `position_` is after the letter on entry, and after the escape on return.
  Result<int> parse_byte_escape(size_t begin, char letter);
  Result<int> parse_hex(size_t begin);
  Result<int> parse_octal(size_t begin, size_t max_digits);
  Status refuse_escape(size_t begin, char letter) const;

  // regex_class.cc
  Result<RegexNode> parse_class();
  Result<ClassMember> parse_class_member();
  Result<ClassMember> parse_class_escape();
  Status parse_class_items(size_t begin, ClassItems* items);
  void skip_class_quotes();
  Status add_class_range(size_t begin, const ClassMember& first, const ClassMember& last,
                         ClassItems* items) const;
  static void add_class_member(size_t begin, const ClassMember& member, ClassItems* items);
  Result<std::optional<ClassMember>> parse_posix_class();
  Result<RegexNode> finish_class(size_t begin, bool negated, const ClassItems& items) const;

  // Shared.
  bool at_end() const { return position_ == text_.size(); }
  char peek() const { return text_[position_]; }
  bool looking_at(std::string_view expected) const {
    return text_.substr(position_, expected.size()) == expected;
  }
  bool skip(std::string_view expected);
  // The length of the UTF-8 character at `position_`; 1 if the bytes are not one.
  size_t character_length() const;
  // Digits at `position_` as a number, capped far above every limit.
  uint32_t parse_decimal();
  void refuse_hyperscan(std::string_view what, size_t position);
  Status bad_pattern(std::string_view reason, size_t position) const;
  Status ends_unescaped(size_t position) const;  // of the '\\' that is the last byte
  Status refused(const Phrase& reason, size_t position) const;
  Status refused_newline(size_t position) const;
  Status at(size_t position, StatusCode code, const Phrase& reason) const;
  ErrorContext place_of(size_t position) const;

  std::string_view text_;
  size_t position_ = 0;
  Flags flags_;
  bool quoted_ = false;      // between \Q and \E
  bool repeatable_ = false;  // the atom just read may have a quantifier
  int depth_ = 0;
  uint32_t group_count_ = 0;
  std::vector<std::string> names_;
  std::vector<Reference> references_;
  std::string hyperscan_refusal_;
};

// The escapes that stand for a class of bytes, in and out of brackets: d D w W s S h H v V.
std::optional<ByteSet> escape_set(char letter);

}  // namespace trawl
