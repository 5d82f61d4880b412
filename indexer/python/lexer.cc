#include "indexer/python/lexer.h"

#include <algorithm>
#include <array>

#include "indexer/python/strings.h"

namespace trawl {
namespace {

constexpr uint32_t kTab = 8;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

// Whether a name directly before a quote is a prefix of the string, as in rb"".
bool is_string_prefix(std::string_view name) {
  return name.size() <= 2 && name.find_first_not_of("rRbBuUfFtT") == std::string_view::npos;
}

// Longer ones first.
constexpr std::array<std::string_view, 25> kLongOperators = {
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "->", ":=", "==", "!=",
    "<=",  ">=",  "<>",  "+=",  "-=",  "*=", "/=", "%=", "&=", "|=", "^=", "@="};

size_t operator_size(std::string_view rest) {
  constexpr std::string_view kSecond = "=*/<>.";
  if (rest.size() < 2 || kSecond.find(rest[1]) == std::string_view::npos) return 1;
  for (const std::string_view each : kLongOperators) {
    if (rest.starts_with(each)) return each.size();
  }
  return 1;
}

}  // namespace

PythonLexer::PythonLexer(std::string_view source, uint32_t line) : source_(source), line_(line) {
  if (source.starts_with("\xEF\xBB\xBF")) at_ = 3;
  measure_indentation();
}

PythonToken PythonLexer::next() {
  if (skip_space()) {
    is_in_line_ = false;
    const PythonToken token{PythonTokenKind::kNewline, source_.substr(at_, 0), line_, line_};
    skip_line_end();
    return token;
  }
  if (at_ == source_.size()) return {PythonTokenKind::kEnd, source_.substr(at_), line_, line_};
  is_in_line_ = true;
  const char c = source_[at_];
  if (is_quote(c)) return read(PythonTokenKind::kString, python_string_end(source_, at_));
  if (is_digit(c)) {
    // The dot in 1.5 is part of the number, and so are those in 1..real.
    size_t end = at_;
    while (end < source_.size() && (is_python_name_byte(source_[end]) || source_[end] == '.'))
      ++end;
    return read(PythonTokenKind::kNumber, end);
  }
  if (is_python_name_byte(c)) return read_name();
  return read_operator();
}

bool PythonLexer::next_line(std::vector<PythonToken>* tokens) {
  tokens->clear();
  PythonToken token = next();
  if (token.kind == PythonTokenKind::kEnd) return false;
  for (; token.kind != PythonTokenKind::kNewline; token = next()) {
    if (tokens->size() < kMostLineTokens) tokens->push_back(token);
  }
  if (tokens->size() == kMostLineTokens) tokens->clear();
  return true;
}

bool PythonLexer::skip_space() {
  while (at_ < source_.size()) {
    const char c = source_[at_];
    if (c == ' ' || c == '\t' || c == '\f') {
      ++at_;
    } else if (c == '#') {
      at_ = python_line_end(source_, at_);
    } else if (c == '\\' && continues_line()) {
      ++at_;
      at_ += source_.substr(at_, 2) == "\r\n" ? 1 : 0;
      if (source_[at_] == '\n') ++line_;
      ++at_;
    } else if (c == '\n' || c == '\r') {
      if (is_in_line_ && depth_ == 0) return true;
      skip_line_end();
    } else {
      return false;
    }
  }
  return is_in_line_;
}

bool PythonLexer::continues_line() const {
  return at_ + 1 < source_.size() && (source_[at_ + 1] == '\n' || source_[at_ + 1] == '\r');
}

void PythonLexer::skip_line_end() {
  if (at_ == source_.size()) return;
  at_ += source_.substr(at_, 2) == "\r\n" ? 1 : 0;
  if (source_[at_] == '\n') ++line_;
  ++at_;
  if (!is_in_line_) measure_indentation();
}

void PythonLexer::measure_indentation() {
  uint32_t column = 0;
  for (; at_ < source_.size(); ++at_) {
    const char c = source_[at_];
    if (c == ' ') {
      ++column;
    } else if (c == '\t') {
      column = (column / kTab + 1) * kTab;
    } else if (c == '\f') {
      column = 0;
    } else {
      break;
    }
  }
  indentation_ = column;
}

PythonToken PythonLexer::read(PythonTokenKind kind, size_t end) {
  PythonToken token{kind, source_.substr(at_, end - at_), line_, line_};
  at_ = end;
  if (kind == PythonTokenKind::kString) {
    line_ += static_cast<uint32_t>(std::count(token.text.begin(), token.text.end(), '\n'));
    token.last_line = line_;
  }
  return token;
}

PythonToken PythonLexer::read_name() {
  size_t end = at_;
  while (end < source_.size() && is_python_name_byte(source_[end])) ++end;
  if (end < source_.size() && is_quote(source_[end]) &&
      is_string_prefix(source_.substr(at_, end - at_))) {
    return read(PythonTokenKind::kString, python_string_end(source_, end));
  }
  return read(PythonTokenKind::kName, end);
}

PythonToken PythonLexer::read_operator() {
  const char c = source_[at_];
  if (c == '(' || c == '[' || c == '{') ++depth_;
  if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
  return read(PythonTokenKind::kOperator, at_ + operator_size(source_.substr(at_)));
}

}  // namespace trawl
