#include "indexer/python/formatted_string.h"

#include <algorithm>

#include "indexer/python/strings.h"

namespace trawl {
namespace {

bool is_formatted(std::string_view prefix) {
  return prefix.find_first_of("fFtT") != std::string_view::npos;
}

// Where the expression ends that begins at `at`: before its conversion, its format, or its "}".
size_t expression_end(std::string_view text, size_t at) {
  size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = python_string_end(text, at);
      continue;
    }
    if (depth == 0 && (c == '}' || c == ':')) break;
    if (depth == 0 && c == '!' && text.substr(at, 2) != "!=") break;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
    at += c == '!' ? 2 : 1;
  }
  return std::min(at, text.size());
}

}  // namespace

std::vector<FormattedExpression> formatted_expressions(const PythonToken& string) {
  std::vector<FormattedExpression> expressions;
  const size_t quote = string.text.find_first_of("\"'");
  if (!is_formatted(string.text.substr(0, quote))) return expressions;
  const size_t quotes = opens_long_string(string.text, quote) ? 3 : 1;
  std::string_view text = string.text;
  text.remove_suffix(std::min(quotes, text.size() - quote));
  uint32_t line = string.line;
  size_t counted = 0;  // the offset up to which `line` counts
  size_t at = quote + quotes;
  // A format has expressions in braces, too, so it is read like the text around.
  while ((at = text.find('{', at)) != std::string_view::npos) {
    const bool is_character = text.substr(0, at).ends_with("\\N");  // "\N{DASH}"
    if (is_character || text.substr(at, 2) == "{{") {
      at += is_character ? 1 : 2;
      continue;
    }
    ++at;
    line += static_cast<uint32_t>(std::count(text.begin() + counted, text.begin() + at, '\n'));
    counted = at;
    const size_t end = expression_end(text, at);
    expressions.push_back({text.substr(at, end - at), line});
    at = end;
  }
  return expressions;
}

}  // namespace trawl
