// Reads a Python source token by token.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl {

// kNewline ends a logical line: it is not given for blank lines, within brackets, or after a
// backslash. Comments are skipped.
enum class PythonTokenKind : uint8_t { kEnd, kNewline, kName, kNumber, kString, kOperator };

struct PythonToken {
  PythonTokenKind kind = PythonTokenKind::kEnd;
  // Part of the source; of a string with its prefix and its quotes. Operators are as long as can
  // be: "==" is one token.
  std::string_view text;
  uint32_t line = 0;       // 1-based, where it begins
  uint32_t last_line = 0;  // where it ends

  // Mostly of one byte, for which a call to compare texts would take most of the time.
  bool is(std::string_view wanted) const {
    if (text.size() != wanted.size() || text.empty() || text.front() != wanted.front()) {
      return false;
    }
    return text.size() == 1 || text == wanted;
  }
  bool is_name() const { return kind == PythonTokenKind::kName; }
  bool opens_bracket() const { return is("(") || is("[") || is("{"); }
  bool closes_bracket() const { return is(")") || is("]") || is("}"); }
  // "=", "+=" and the like.
  bool assigns() const {
    return kind == PythonTokenKind::kOperator && text.ends_with('=') && !is("==") && !is("!=") &&
           !is("<=") && !is(">=");
  }
};

// The depth of brackets after a token; a closing bracket is outside of what it closes.
inline size_t depth_after(size_t depth, const PythonToken& token) {
  if (token.opens_bracket()) return depth + 1;
  return token.closes_bracket() && depth > 0 ? depth - 1 : depth;
}

// A longer logical line is a table of data. Holding all its tokens would take many times its text.
inline constexpr size_t kMostLineTokens = 4096;

// A table, because most bytes of a source are asked about, some of them twice.
inline constexpr std::array<bool, 256> kPythonNameBytes = [] {
  std::array<bool, 256> bytes = {};
  for (size_t c = 0; c < bytes.size(); ++c) {
    bytes[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               (c >= '0' && c <= '9') || c >= 0x80;
  }
  return bytes;
}();
inline bool is_python_name_byte(char c) {
  return kPythonNameBytes[static_cast<unsigned char>(c)];
}

// Accepts any bytes, Python 2 as well as 3, and reads each byte once. Bytes beyond ASCII are taken
// for letters. A bracket that is never closed extends the logical line to the end of the source.
// The source must outlive the lexer and its tokens. For one thread.
class PythonLexer {
 public:
  // `line` is the number of the first one.
  explicit PythonLexer(std::string_view source, uint32_t line = 1);

  // After the last token it returns kEnd, each time. The last logical line ends with kNewline even
  // if the source has no line end there.
  PythonToken next();
  // Replaces `*tokens` by those of the next logical line, without its kNewline; by none if there
  // are kMostLineTokens or more. False at the end of the source. To be called between lines.
  bool next_line(std::vector<PythonToken>* tokens);

  // The column in which the logical line of the last token begins, where a tab goes to the next
  // multiple of 8.
  uint32_t indentation() const { return indentation_; }

 private:
  // Goes to the next token; returns whether a logical line ends before it.
  bool skip_space();
  void measure_indentation();
  void skip_line_end();
  bool continues_line() const;
  PythonToken read(PythonTokenKind kind, size_t end);
  PythonToken read_name();
  PythonToken read_operator();

  std::string_view source_;
  size_t at_ = 0;
  size_t depth_ = 0;  // of brackets
  uint32_t line_;
  uint32_t indentation_ = 0;
  bool is_in_line_ = false;  // whether the logical line has a token already
};

}  // namespace trawl
