#include "indexer/text/control_characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "indexer/text/utf8.h"

namespace trawl {

std::string escape_control(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode_front(text);
    const size_t length = std::max<size_t>(point.length, 1);
    const bool control =
        (point.value < 0x20 && point.value != '\t') || (point.value >= 0x7F && point.value <= 0x9F);
    if (point.length == 0 || control) {
      for (const char c : text.substr(0, length)) {
        escaped += fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
      }
    } else {
      escaped.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return escaped;
}

}  // namespace trawl
