// UTF-8: whether a text is valid, and its code points one by one. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trawl {

// The code point at one end of a text: its bytes, or length 0 when they are not UTF-8.
struct CodePoint {
  uint32_t value = 0;
  size_t length = 0;
};

// The first code point. REQUIRES: `text` is not empty.
CodePoint decode_front(std::string_view text);
// The last code point; length 0 for the empty text, too.
CodePoint decode_back(std::string_view text);

// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool is_valid_utf8(std::string_view text);

}  // namespace trawl
