#include "indexer/text/ascii_case.h"

#include <algorithm>

namespace trawl {

bool equal_folded_texts(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return equal_folded(x, y); });
}

std::string fold_text(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) c = static_cast<char>(fold_ascii(static_cast<uint8_t>(c)));
  return folded;
}

}  // namespace trawl
