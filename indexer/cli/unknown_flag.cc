#include "indexer/cli/unknown_flag.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "indexer/text/edit_distance.h"

namespace trawl {
namespace {

const Flag* find_letter(std::span<const Flag> flags, char letter) {
  const auto found = std::find_if(flags.begin(), flags.end(),
                                  [letter](const Flag& flag) { return flag.letter == letter; });
  return found == flags.end() ? nullptr : &*found;
}

bool is_long(std::string_view word) {
  return word.starts_with("--");
}

// The flag of a word: the first letter of "-rn" that is unknown, or "--glob" of "--glob=x".
std::string wrong_part(std::string_view word, std::span<const Flag> flags) {
  if (is_long(word)) return std::string(word.substr(0, word.find('=')));
  for (size_t i = 1; i < word.size(); ++i) {
    const Flag* const flag = find_letter(flags, word[i]);
    if (flag == nullptr) return {'-', word[i]};
    if (!flag->is_switch()) break;
  }
  return std::string(word);
}

// The flag nearest to "--coun", or the one that "-path" means with another dash.
std::string_view nearest_flag(std::string_view word, std::span<const Flag> flags) {
  std::vector<std::string_view> names;
  for (const Flag& flag : flags) {
    if (!flag.is_planned) names.push_back(flag.name);
  }
  if (is_long(word)) return nearest_word(word.substr(2, word.find('=') - 2), names);
  const auto same = std::find(names.begin(), names.end(), word.substr(1));
  return same == names.end() ? std::string_view() : *same;
}

}  // namespace

std::string describe_unknown_flag(std::string_view word, std::span<const Flag> flags,
                                  std::span<const Habit> habits) {
  const std::string flag = wrong_part(word, flags);
  const std::string_view nearest = nearest_flag(word, flags);
  if (!nearest.empty() && !is_long(word)) {
    return fmt::format("unknown option '{}'; did you mean --{}?", word, nearest);
  }
  const std::string_view advice = instead_of(flag, habits);
  if (!advice.empty()) return fmt::format("unknown option '{}': {}", flag, advice);
  if (!nearest.empty()) {
    return fmt::format("unknown option '{}'; did you mean --{}?", flag, nearest);
  }
  return fmt::format("unknown option '{}' (--help lists the options)", flag);
}

}  // namespace trawl
