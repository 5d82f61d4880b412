// A place in the tokens of a Python source, for parsers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/python/lexer.h"

namespace trawl {

// Longer dotted names are cut, so that a name repeated on many lines costs no more than a multiple
// of the source. The longest that OpenStack uses has 81 bytes.
inline constexpr size_t kLongestName = 128;

class PythonTokens {
 public:
  explicit PythonTokens(std::string_view source, uint32_t line = 1)
      : lexer_(source, line), token_(lexer_.next()) {}

  const PythonToken& token() const { return token_; }
  const PythonToken& before() const { return before_; }
  uint32_t indentation() const { return lexer_.indentation(); }

  bool is(std::string_view text) const { return token_.is(text); }
  bool is_name() const { return token_.is_name(); }
  bool is_string() const { return token_.kind == PythonTokenKind::kString; }
  bool is_at_end() const { return token_.kind == PythonTokenKind::kEnd; }
  bool is_at_line_end() const { return token_.kind == PythonTokenKind::kNewline || is_at_end(); }
  bool opens_bracket() const { return token_.opens_bracket(); }
  bool closes_bracket() const { return token_.closes_bracket(); }

  void advance() {
    before_ = token_;
    token_ = lexer_.next();
  }

  bool accept(std::string_view text) {
    if (!is(text)) return false;
    advance();
    return true;
  }

  // Reads the ".b.c" after a name; before() is then its last part.
  std::string read_attributes() {
    std::string attributes;
    while (accept(".") && is_name()) {
      if (attributes.size() + token_.text.size() < kLongestName) {
        attributes += '.';
        attributes += token_.text;
      }
      advance();
    }
    return attributes;
  }

 private:
  PythonLexer lexer_;
  PythonToken token_;
  PythonToken before_;
};

}  // namespace trawl
