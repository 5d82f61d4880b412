#include "indexer/pattern/glob_guess.h"

#include <cstddef>

namespace trawl {
namespace {

// The expression for a glob of '*', '?' and plain characters.
std::string regex_of_glob(std::string_view glob) {
  const bool starts_anywhere = glob.starts_with('*');
  const bool ends_anywhere = glob.ends_with('*');
  while (glob.starts_with("**/")) glob.remove_prefix(3);
  if (starts_anywhere && glob.starts_with('*')) glob.remove_prefix(1);
  while (glob.ends_with('*')) glob.remove_suffix(1);
  std::string regex = starts_anywhere ? "" : "^";
  for (size_t i = 0; i < glob.size(); ++i) {
    const char c = glob[i];
    const bool is_double = c == '*' && i + 1 < glob.size() && glob[i + 1] == '*';
    if (is_double) {
      regex += ".*";
      ++i;
    } else if (c == '*') {
      regex += "[^/]*";
    } else if (c == '?') {
      regex += "[^/]";
    } else {
      if (std::string_view(".+()|^$").find(c) != std::string_view::npos) regex += '\\';
      regex += c;
    }
  }
  return ends_anywhere ? regex : regex + "$";
}

}  // namespace

bool looks_like_glob(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' && (i == 0 || text[i - 1] == '/' || text[i - 1] == '*')) return true;
  }
  return false;
}

std::string glob_advice(std::string_view text) {
  if (!looks_like_glob(text)) return "";
  const std::string regex = regex_of_glob(text);
  return "; it takes a regular expression, not a glob: " +
         (regex.empty() ? "leave it out to select all" : "write '" + regex + "'");
}

}  // namespace trawl
