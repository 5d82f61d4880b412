// Everything that begins with "(": captures, flags, look-around, calls, conditionals.
#include <algorithm>
#include <utility>

#include "indexer/pattern/regex_parser.h"
#include "indexer/pattern/regex_tree.h"

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

constexpr size_t kMaxNameBytes = 32;  // PCRE2's own

}  // namespace

Status RegexParser::enter_group(size_t begin) {
  if (++depth_ > kMaxPatternDepth) return bad_pattern("groups are nested too deep", begin);
  return {};
}

Status RegexParser::leave_group(size_t begin) {
  if (!skip(")")) return bad_pattern("missing ) for the (", begin);
  --depth_;
  repeatable_ = true;
  return {};
}

// Reads from after the group's head to after its ")". Flags set inside end with it.
Result<RegexNode> RegexParser::parse_group_body(size_t begin) {
  TRAWL_RETURN_IF_ERROR(enter_group(begin));
  const Flags saved = flags_;
  TRAWL_ASSIGN_OR_RETURN(RegexNode body, parse_alternation());
  flags_ = saved;
  TRAWL_RETURN_IF_ERROR(leave_group(begin));
  return body;
}

Result<RegexNode> RegexParser::parse_group() {
  const size_t begin = position_++;
  if (skip("?")) return parse_special_group(begin);
  if (looking_at("*") && position_ + 1 < text_.size() &&
      (is_letter(text_[position_ + 1]) || text_[position_ + 1] == ':')) {
    return refused("(*VERB) is not supported", begin);
  }
  ++group_count_;
  TRAWL_ASSIGN_OR_RETURN(RegexNode body, parse_group_body(begin));
  return wrapper_node(Kind::kGroup, "", std::move(body));
}

// Reads what follows "(?".
Result<RegexNode> RegexParser::parse_special_group(size_t begin) {
  if (skip(":")) return parse_group_body(begin);
  if (skip("=")) return parse_assertion(begin, "(?=");
  if (skip("!")) return parse_assertion(begin, "(?!");
  if (skip("<=")) return parse_assertion(begin, "(?<=");
  if (skip("<!")) return parse_assertion(begin, "(?<!");
  if (skip(">")) {
    refuse_hyperscan("atomic group", begin);
    TRAWL_ASSIGN_OR_RETURN(RegexNode body, parse_group_body(begin));
    return wrapper_node(Kind::kAtomic, "", std::move(body));
  }
  if (looking_at("*") || looking_at("<*")) {
    return refused("look-around that is not atomic is not supported", begin);
  }
  if (skip("<") || skip("P<")) return parse_named_group(begin, '>');
  if (skip("'")) return parse_named_group(begin, '\'');
  if (skip("P=")) {
    TRAWL_ASSIGN_OR_RETURN(std::string name, parse_name(begin, ')'));
    return back_reference(begin, 0, std::move(name));
  }
  if (skip("P>") || skip("&")) return parse_call(begin, ')');
  if (skip("R)")) return call(begin, 0, "");
  if (looking_at("(")) return parse_conditional(begin);
  if (looking_at("|")) return refused("(?| branch reset is not supported", begin);
  if (looking_at("C")) return refused("(?C callouts are not supported", begin);
  const bool sign = looking_at("+") || looking_at("-");
  const size_t number = position_ + (sign ? 1 : 0);
  if (number < text_.size() && is_digit(text_[number])) return parse_call(begin, ')');
  return parse_flags(begin);
}

Result<RegexNode> RegexParser::parse_named_group(size_t begin, char closing) {
  TRAWL_ASSIGN_OR_RETURN(std::string name, parse_name(begin, closing));
  if (std::find(names_.begin(), names_.end(), name) != names_.end()) {
    return bad_pattern("a second group of the same name", begin);
  }
  names_.push_back(name);
  ++group_count_;
  TRAWL_ASSIGN_OR_RETURN(RegexNode body, parse_group_body(begin));
  return wrapper_node(Kind::kGroup, std::move(name), std::move(body));
}

// (?i) lasts to the end of the enclosing group, across its further branches; (?i:...) only inside.
Result<RegexNode> RegexParser::parse_flags(size_t begin) {
  const Flags saved = flags_;
  Flags flags = flags_;
  bool value = true;
  for (; !at_end() && peek() != ')' && peek() != ':'; ++position_) {
    switch (peek()) {
      case 'i':
        flags.ignore_case = value;
        break;
      case 'x':
        if (looking_at("xx")) return refused("the flag xx is not supported", begin);
        flags.extended = value;
        break;
      case 'm':  // the unit is the line anyway
      case 's':  // within a line there is no newline for '.' to match
        break;
      case '-':
        if (!value) return bad_pattern("a second - among the flags", begin);
        value = false;
        break;
      case 'J':
      case 'n':
      case 'U':
      case 'u':
      case '^':
        return refused(std::string("the flag ") + peek() + " is not supported", begin);
      default:
        return bad_pattern("unknown kind of group (?", begin);
    }
  }
  if (at_end()) return bad_pattern("missing ) for the (", begin);
  flags_ = flags;
  if (skip(")")) {
    repeatable_ = false;
    return empty_node();
  }
  ++position_;
  TRAWL_ASSIGN_OR_RETURN(RegexNode body, parse_group_body(begin));
  flags_ = saved;
  return body;
}

Result<RegexNode> RegexParser::parse_assertion(size_t begin, std::string opening) {
  refuse_hyperscan(opening.starts_with("(?<") ? "look-behind" : "look-ahead", begin);
  TRAWL_ASSIGN_OR_RETURN(RegexNode body, parse_group_body(begin));
  return wrapper_node(Kind::kAssertion, std::move(opening), std::move(body));
}

// (?(condition)yes|no): called at the "(" of the condition.
Result<RegexNode> RegexParser::parse_conditional(size_t begin) {
  refuse_hyperscan("conditional", begin);
  TRAWL_RETURN_IF_ERROR(enter_group(begin));
  TRAWL_ASSIGN_OR_RETURN(RegexNode node, parse_condition(begin));
  const Flags saved = flags_;
  // Not alternate_node: the first branch is the condition's "yes", and must stay first.
  RegexNode branches = leaf_node(Kind::kAlternate);
  do {
    TRAWL_ASSIGN_OR_RETURN(RegexNode branch, parse_sequence());
    branches.children.push_back(std::move(branch));
  } while (skip("|"));
  flags_ = saved;
  TRAWL_RETURN_IF_ERROR(leave_group(begin));
  if (branches.children.size() > (node.kind == Kind::kAssertion ? 1 : 2)) {
    return bad_pattern("a conditional with too many branches", begin);
  }
  node.children.push_back(std::move(branches));
  return node;
}

Result<RegexNode> RegexParser::parse_condition(size_t begin) {
  RegexNode node = leaf_node(Kind::kOpaque);
  node.bytes = "(?";
  if (looking_at("(?=") || looking_at("(?!") || looking_at("(?<=") || looking_at("(?<!")) {
    TRAWL_ASSIGN_OR_RETURN(RegexNode condition, parse_group());
    node.children.push_back(std::move(condition));
    return node;
  }
  ++position_;
  if (skip("DEFINE)")) {  // only a place for groups to be called: consumes nothing itself
    node.kind = Kind::kAssertion;
    node.bytes = "(?(DEFINE)";
    return node;
  }
  if (skip("R)")) {
    node.bytes = "(?(R)";
    return node;
  }
  // The rest has the form of a call's target.
  const char closing = skip("<") ? '>' : skip("'") ? '\'' : ')';
  TRAWL_ASSIGN_OR_RETURN(const Reference target, parse_target(begin, closing));
  if (closing != ')' && !skip(")")) return bad_pattern("missing ) for the condition", begin);
  if (target.name.empty() && target.number == 0) {
    return bad_pattern("a reference to a group that does not exist", begin);
  }
  references_.push_back(target);
  node.bytes =
      "(?(" + (target.name.empty() ? std::to_string(target.number) : "<" + target.name + ">") + ")";
  return node;
}

Result<RegexNode> RegexParser::parse_call(size_t begin, char closing) {
  TRAWL_ASSIGN_OR_RETURN(Reference target, parse_target(begin, closing));
  repeatable_ = true;
  return call(begin, target.number, std::move(target.name));
}

// 1, -1, +1 or a name, and the closing character. Relative numbers become absolute.
Result<RegexParser::Reference> RegexParser::parse_target(size_t begin, char closing) {
  Reference target{begin, 0, ""};
  const bool backwards = skip("-");
  const bool forwards = !backwards && skip("+");
  if (at_end() || !is_digit(peek())) {
    if (backwards || forwards) return bad_pattern("a reference without a number", begin);
    TRAWL_ASSIGN_OR_RETURN(target.name, parse_name(begin, closing));
    return target;
  }
  target.number = parse_decimal();
  if (!skip(std::string_view(&closing, 1))) return bad_pattern("a reference is not closed", begin);
  if ((backwards && target.number > group_count_) ||
      ((backwards || forwards) && target.number == 0)) {
    return bad_pattern("a reference to a group that does not exist", begin);
  }
  if (backwards) target.number = group_count_ + 1 - target.number;
  if (forwards) target.number += group_count_;
  return target;
}

Result<std::string> RegexParser::parse_name(size_t begin, char closing) {
  const size_t name_begin = position_;
  while (!at_end() &&
         (is_letter(peek()) || peek() == '_' || (position_ > name_begin && is_digit(peek())))) {
    ++position_;
  }
  std::string name(text_.substr(name_begin, position_ - name_begin));
  if (name.empty()) return bad_pattern("a group's name is missing", begin);
  if (name.size() > kMaxNameBytes)
    return bad_pattern("a group's name is longer than 32 bytes", begin);
  if (!skip(std::string_view(&closing, 1)))
    return bad_pattern("a group's name is not closed", begin);
  return name;
}

}  // namespace trawl
