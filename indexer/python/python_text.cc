// Looks only for comments and strings, because only strings extend beyond a line here. So lines
// continued by a backslash outside strings need no special care.
#include "indexer/python/python_text.h"

#include <algorithm>
#include <array>

#include "indexer/python/strings.h"

namespace trawl {
namespace {

// For each byte, whether neither a string nor a comment nor a line starts with it or after it. Most
// bytes are plain, so a separate loop skips them.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  plain.fill(true);
  for (const unsigned char c : {'\n', '#', '"', '\''}) plain[c] = false;
  return plain;
}();

size_t skip_plain(std::string_view source, size_t at) {
  while (at < source.size() && kPlain[static_cast<unsigned char>(source[at])]) ++at;
  return at;
}

}  // namespace

std::vector<bool> begin_in_text(std::string_view source, std::span<const uint64_t> lines) {
  std::vector<bool> in_text(lines.size());
  size_t answered = 0;
  uint64_t line = 1;  // the line at `at`
  size_t at = 0;
  // Passes the lines of source[at, end), and answers for those that begin within it.
  const auto pass = [&](size_t end, bool is_text) {
    const std::string_view passed = source.substr(0, end);
    while ((at = std::min(passed.find('\n', at), end)) < end) {
      ++at;
      ++line;
      for (; answered < lines.size() && lines[answered] <= line; ++answered) {
        in_text[answered] = is_text && lines[answered] == line && at < source.size();
      }
    }
  };
  while (answered < lines.size() && (at = skip_plain(source, at)) < source.size()) {
    const char c = source[at];
    if (c == '#') {
      at = python_line_end(source, at);
    } else if (c == '\n') {
      pass(at + 1, false);
    } else {
      const bool is_long = opens_long_string(source, at);
      pass(python_string_end(source, at), is_long);
    }
  }
  return in_text;
}

}  // namespace trawl
