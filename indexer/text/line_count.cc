#include "indexer/text/line_count.h"

namespace trawl {

uint64_t count_lines(std::string_view text) {
  // Counting in a byte lets compilers use whole vectors of them (8 to 15 GB/s, against 5 with a
  // wide counter); this many bytes cannot overflow it.
  constexpr size_t kStep = 240;
  uint64_t newlines = 0;
  size_t done = 0;
  for (; text.size() - done >= kStep; done += kStep) {
    uint8_t ends = 0;
    for (size_t i = 0; i < kStep; ++i) {
      ends = static_cast<uint8_t>(ends + (text[done + i] == '\n'));
    }
    newlines += ends;
  }
  for (; done < text.size(); ++done) newlines += text[done] == '\n';
  return newlines + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

}  // namespace trawl
