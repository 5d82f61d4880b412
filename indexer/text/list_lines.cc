#include "indexer/text/list_lines.h"

#include <algorithm>

namespace trawl {
namespace {

constexpr std::string_view kBlanks = " \t";

}  // namespace

std::vector<ListLine> list_lines(std::string_view text) {
  std::vector<ListLine> lines;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (uint64_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t first = line.find_first_not_of(kBlanks);
    if (first == std::string_view::npos || line[first] == '#') continue;
    lines.push_back({number, line});
  }
  return lines;
}

bool has_outer_blank(std::string_view text) {
  return !text.empty() && (kBlanks.find(text.front()) != std::string_view::npos ||
                           kBlanks.find(text.back()) != std::string_view::npos);
}

}  // namespace trawl
