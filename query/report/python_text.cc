// A lexer that knows only comments and strings. Prefixes need no special care, because a backslash
// also keeps the next byte from closing a raw string. Nor do lines continued by a backslash outside
// strings, because only strings extend beyond a line here. The code in the braces of a formatted
// string counts as its text, as it did for Python before 3.12.
#include "query/report/python_text.h"

#include <array>
#include <utility>

namespace trawl {
namespace {

bool ends_line(char c) {
  return c == '\n' || c == '\r';
}

std::string_view long_quote(char quote) {
  return quote == '"' ? "\"\"\"" : "'''";
}

// For each byte, whether nothing starts or ends with it. Most bytes are plain, so a separate loop
// skips them.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  plain.fill(true);
  for (const unsigned char c : {'\n', '\r', '\\', '#', '"', '\''}) plain[c] = false;
  return plain;
}();

// Computes the answers for one source. One object, one call of run().
class TextLines {
 public:
  TextLines(std::string_view source, std::span<const uint64_t> lines)
      : source_(source), lines_(lines), in_text_(lines.size()) {}

  std::vector<bool> run() {
    begin_line(false);
    for (skip_plain(); !is_done(); skip_plain()) {
      const char c = source_[at_];
      if (c == '"' || c == '\'') {
        const bool is_long = source_.substr(at_, 3) == long_quote(c);
        at_ += is_long ? 3 : 1;
        if (is_long) {
          skip_long_string(c);
        } else {
          skip_string(c);
        }
      } else if (c == '#') {
        skip_comment();
      } else {
        advance(false);
      }
    }
    return std::move(in_text_);
  }

 private:
  bool is_done() const { return at_ >= source_.size() || answered_ == lines_.size(); }

  void skip_plain() {
    size_t at = at_;
    while (at < source_.size() && kPlain[static_cast<unsigned char>(source_[at])]) ++at;
    at_ = at;
  }

  // Moves on by one byte, which may end a line.
  void advance(bool in_text) {
    if (source_[at_++] != '\n') return;
    ++line_;
    begin_line(in_text);
  }

  // Answers for line_ if it is one of the requested lines.
  void begin_line(bool in_text) {
    if (at_ == source_.size()) return;
    for (; answered_ < lines_.size() && lines_[answered_] <= line_; ++answered_) {
      in_text_[answered_] = in_text && lines_[answered_] == line_;
    }
  }

  void skip_comment() {
    for (skip_plain(); !is_done() && !ends_line(source_[at_]); skip_plain()) ++at_;
  }

  // Skips from after the opening quote to after the closing one, or to the end of the line if there
  // is none.
  void skip_string(char quote) {
    for (skip_plain(); !is_done() && !ends_line(source_[at_]); skip_plain()) {
      const char c = source_[at_++];
      if (c == quote) return;
      if (c == '\\') skip_escaped(false);
    }
  }

  void skip_long_string(char quote) {
    for (skip_plain(); !is_done(); skip_plain()) {
      const char c = source_[at_];
      if (c == quote && source_.substr(at_, 3) == long_quote(c)) {
        at_ += 3;
        return;
      }
      advance(true);
      if (c == '\\') skip_escaped(true);
    }
  }

  // A backslash before a line end continues the string on the next line. "\r\n" is one line end.
  void skip_escaped(bool in_text) {
    if (source_.substr(at_, 2) == "\r\n") ++at_;
    if (!is_done()) advance(in_text);
  }

  std::string_view source_;
  std::span<const uint64_t> lines_;
  std::vector<bool> in_text_;  // for each line in lines_
  size_t answered_ = 0;        // number of lines answered
  size_t at_ = 0;
  uint64_t line_ = 1;  // the line at at_
};

}  // namespace

std::vector<bool> begin_in_text(std::string_view source, std::span<const uint64_t> lines) {
  return TextLines(source, lines).run();
}

}  // namespace trawl
