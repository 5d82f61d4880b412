// Letter case of ASCII; other bytes have none. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl {

// ASCII upper case to lower case; every other byte unchanged.
constexpr uint8_t fold_ascii(uint8_t byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<uint8_t>(byte + ('a' - 'A')) : byte;
}

// Whether they are equal apart from ASCII letter case.
constexpr bool equal_folded(char a, char b) {
  return fold_ascii(static_cast<uint8_t>(a)) == fold_ascii(static_cast<uint8_t>(b));
}
bool equal_folded_texts(std::string_view a, std::string_view b);
std::string fold_text(std::string_view text);

}  // namespace trawl
