#include "indexer/python/strings.h"

namespace trawl {
namespace {

// "\r\n" is one line end, so an escaped one is skipped whole.
size_t after_escaped(std::string_view source, size_t at) {
  at += source.substr(at, 2) == "\r\n" ? 2 : 1;
  return at < source.size() ? at : source.size();
}

size_t short_string_end(std::string_view source, size_t at, char quote) {
  while (at < source.size()) {
    const char c = source[at];
    if (c == '\n' || c == '\r') break;
    ++at;
    if (c == quote) break;
    if (c == '\\') at = after_escaped(source, at);
  }
  return at;
}

// Plain loops, because find_first_of() of two bytes calls memchr() for each byte of the source.
size_t long_string_end(std::string_view source, size_t at, std::string_view quotes) {
  for (;;) {
    while (at < source.size() && source[at] != quotes.front() && source[at] != '\\') ++at;
    if (at == source.size()) return at;
    if (source[at] == '\\') {
      at = after_escaped(source, at + 1);
    } else if (source.substr(at, quotes.size()) == quotes) {
      return at + quotes.size();
    } else {
      ++at;
    }
  }
}

}  // namespace

bool opens_long_string(std::string_view source, size_t at) {
  return source.substr(at, 3) == (source[at] == '"' ? "\"\"\"" : "'''");
}

size_t python_string_end(std::string_view source, size_t at) {
  if (opens_long_string(source, at)) return long_string_end(source, at + 3, source.substr(at, 3));
  return short_string_end(source, at + 1, source[at]);
}

size_t python_line_end(std::string_view source, size_t at) {
  while (at < source.size() && source[at] != '\n' && source[at] != '\r') ++at;
  return at;
}

}  // namespace trawl
