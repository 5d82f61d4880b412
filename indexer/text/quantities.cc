#include "indexer/text/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "indexer/text/ascii_case.h"

namespace trawl {

std::string plural(std::string_view noun, uint64_t count) {
  std::string text(noun);
  if (count == 1 || noun.empty()) return text;
  constexpr std::string_view kVowels = "aeiou";
  if (noun.back() == 'y' && noun.size() > 1 &&
      kVowels.find(noun[noun.size() - 2]) == kVowels.npos) {
    text.pop_back();
    return text + "ies";
  }
  const bool hisses = noun.ends_with("s") || noun.ends_with("x") || noun.ends_with("ch");
  return text + (hisses ? "es" : "s");
}

std::string count_text(uint64_t count, std::string_view noun) {
  return fmt::format("{} {}", count, plural(noun, count));
}

std::string first_names(std::span<const std::string> names, size_t most) {
  std::string text = fmt::format("{}", fmt::join(names.first(std::min(most, names.size())), ", "));
  if (names.size() <= most) return text;
  return fmt::format("{} and {} more", text, names.size() - most);
}

bool parse_size(std::string_view text, uint64_t* bytes) {
  uint64_t value = 0;
  size_t digits = 0;
  constexpr uint64_t kMax = uint64_t{1} << 63;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (value > kMax / 10) return false;
    value = value * 10 + static_cast<uint64_t>(text[digits] - '0');
  }
  if (digits == 0) return false;
  std::string_view unit = text.substr(digits);
  uint32_t shift = 0;
  if (!unit.empty()) {
    const auto place =
        std::string_view("kmgt").find(static_cast<char>(fold_ascii(static_cast<uint8_t>(unit[0]))));
    if (place == std::string_view::npos || unit.size() > 1) return false;
    shift = static_cast<uint32_t>(10 * (place + 1));
  }
  if (value > kMax >> shift) return false;
  *bytes = value << shift;
  return true;
}

std::string format_size(uint64_t bytes) {
  static constexpr std::array<const char*, 7> kUnits = {"B",   "KiB", "MiB", "GiB",
                                                        "TiB", "PiB", "EiB"};
  if (bytes < 1024) return fmt::format("{} B", bytes);
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  // From 999.5 on, three digits would read "1e+03".
  for (; value >= 999.5; ++unit) value /= 1024;
  return fmt::format("{:.3g} {}", value, kUnits[unit]);
}

}  // namespace trawl
