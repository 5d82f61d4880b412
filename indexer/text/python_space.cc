#include "indexer/text/python_space.h"

#include <cstdint>

#include "indexer/text/utf8.h"

namespace trawl {
namespace {

// Python's str.isspace().
bool is_python_space(uint32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

}  // namespace

std::string_view strip_like_python(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = decode_front(text);
    if (point.length == 0 || !is_python_space(point.value)) break;
    text.remove_prefix(point.length);
  }
  while (!text.empty()) {
    const CodePoint point = decode_back(text);
    if (point.length == 0 || !is_python_space(point.value)) break;
    text.remove_suffix(point.length);
  }
  return text;
}

}  // namespace trawl
