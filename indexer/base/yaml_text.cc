#include "indexer/base/yaml_text.h"

#include <algorithm>

#include "indexer/text/utf8.h"

namespace trawl {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSpaces = " \t\r\n";

}  // namespace

uint32_t first_line_of_bytes(std::string_view text) {
  if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos) return 0;
  for (uint32_t line = 1;; ++line) {
    const size_t end = text.find('\n');
    const std::string_view one = text.substr(0, end);
    const bool is_text = is_valid_utf8(one) && one.find('\0') == std::string_view::npos;
    if (!is_text || end == std::string_view::npos) return line;
    text.remove_prefix(end + 1);
  }
}

bool is_unterminated(std::string_view text, size_t position) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text.remove_prefix(std::min(text.size(), position));
  if (text.starts_with('!')) {  // a tag stands before it
    text.remove_prefix(std::min(text.size(), text.find_first_of(kSpaces)));
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(kSpaces)));
  }
  if (!text.starts_with('\'') && !text.starts_with('"')) return false;
  const char quote = text.front();
  for (size_t at = 1; at < text.size(); ++at) {
    if (text[at] == quote) {
      const bool is_doubled = quote == '\'' && text.substr(at + 1).starts_with('\'');
      if (!is_doubled) return false;
      ++at;
    } else if (text[at] == '\\' && quote == '"') {
      ++at;
    }
  }
  return true;
}

bool is_indented_by_tab(std::string_view text, uint32_t line) {
  for (; line > 1; --line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
}

}  // namespace trawl
