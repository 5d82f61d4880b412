// A set of words that are looked for in texts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/python/lexer.h"

namespace trawl {

// Words of Python's letters and digits, each with a number. Most words of a text are ruled out by
// their first letter and length. For threads that only ask.
class WordSet {
 public:
  // Words that were added before keep their number.
  void add(std::string_view word, size_t number) {
    if (word.empty() || !numbers_.try_emplace(std::string(word), number).second) return;
    lengths_[static_cast<unsigned char>(word.front())] |= length_bit(word);
  }

  // The word's number; null if it is not in the set.
  const size_t* find(std::string_view word) const {
    if ((lengths_[static_cast<unsigned char>(word.front())] & length_bit(word)) == 0) {
      return nullptr;
    }
    const auto at = numbers_.find(word);
    return at == numbers_.end() ? nullptr : &at->second;
  }

  // Calls `found` with the number and the end of each word of the text that is in the set, until
  // it returns true; then the result is true.
  template <class Found>
  bool any_in(std::string_view text, Found found) const {
    for (size_t begin = 0; begin < text.size();) {
      size_t end = begin;
      while (end < text.size() && is_python_name_byte(text[end])) ++end;
      if (end > begin) {
        const size_t* const number = find(text.substr(begin, end - begin));
        if (number != nullptr && found(*number, end)) return true;
      }
      begin = end + 1;
    }
    return false;
  }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };
  static uint64_t length_bit(std::string_view word) {
    return uint64_t{1} << std::min<size_t>(word.size(), 63);
  }

  std::unordered_map<std::string, size_t, Hash, std::equal_to<>> numbers_;
  std::array<uint64_t, 256> lengths_ = {};  // a bit for each length of a word, by its first byte
};

}  // namespace trawl
