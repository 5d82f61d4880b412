#include "indexer/text/edit_distance.h"

#include <algorithm>
#include <vector>

namespace trawl {

size_t edit_distance(std::string_view one, std::string_view other) {
  // Rows of the distance table: for the first i - 2, i - 1 and i bytes of `one`.
  std::vector<size_t> before_last, last(other.size() + 1), row(other.size() + 1);
  for (size_t j = 0; j <= other.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= one.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= other.size(); ++j) {
      const size_t replaced = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = last;
    std::swap(last, row);
  }
  return last[other.size()];
}

std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> words) {
  constexpr size_t kShort = 7;
  size_t least = typed.size() > kShort ? 2 : 1;
  std::string_view nearest;
  for (const std::string_view word : words) {
    const size_t distance = edit_distance(typed, word);
    if (distance > least || (distance == least && !nearest.empty())) continue;
    least = distance;
    nearest = word;
  }
  return nearest;
}

}  // namespace trawl
