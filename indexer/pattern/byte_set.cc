#include "indexer/pattern/byte_set.h"

#include <array>
#include <utility>

namespace trawl {

ByteSet byte_range(uint8_t first, uint8_t last) {
  ByteSet set;
  for (int byte = first; byte <= last; ++byte) set.set(static_cast<size_t>(byte));
  return set;
}

ByteSet digit_set() {
  return byte_range('0', '9');
}

ByteSet word_set() {
  return digit_set() | byte_range('A', 'Z') | byte_range('a', 'z') | byte_range('_', '_');
}

ByteSet space_set() {
  return byte_range('\t', '\r') | byte_range(' ', ' ');
}

ByteSet horizontal_space_set() {
  return byte_range('\t', '\t') | byte_range(' ', ' ');
}

ByteSet vertical_space_set() {
  return byte_range('\n', '\r');
}

ByteSet every_byte_but_newline() {
  ByteSet set;
  set.set();
  set.reset('\n');
  return set;
}

ByteSet fold_set(ByteSet set) {
  for (size_t upper = 'A'; upper <= 'Z'; ++upper) {
    const size_t lower = upper + ('a' - 'A');
    if (set[upper] || set[lower]) set.set(upper).set(lower);
  }
  return set;
}

std::optional<ByteSet> posix_set(std::string_view name) {
  const ByteSet lower = byte_range('a', 'z');
  const ByteSet upper = byte_range('A', 'Z');
  const ByteSet alnum = lower | upper | digit_set();
  const ByteSet graph = byte_range('!', '~');
  const std::array<std::pair<std::string_view, ByteSet>, 12> table = {{
      {"alpha", lower | upper},
      {"lower", lower},
      {"upper", upper},
      {"alnum", alnum},
      {"blank", horizontal_space_set()},
      {"cntrl", byte_range(0, 31) | byte_range(127, 127)},
      {"digit", digit_set()},
      {"graph", graph},
      {"print", byte_range(' ', '~')},
      {"punct", graph & ~alnum},
      {"space", space_set()},
      {"xdigit", digit_set() | byte_range('a', 'f') | byte_range('A', 'F')},
  }};
  for (const auto& [known, set] : table) {
    if (known == name) return set;
  }
  return std::nullopt;
}

}  // namespace trawl
