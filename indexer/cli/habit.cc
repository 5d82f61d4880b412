#include "indexer/cli/habit.h"

#include <algorithm>

namespace trawl {

std::string_view instead_of(std::string_view word, std::span<const Habit> habits) {
  for (const Habit& habit : habits) {
    std::string_view rest = habit.words;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, end) == word) return habit.instead;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

}  // namespace trawl
