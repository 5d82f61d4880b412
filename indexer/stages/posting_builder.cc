#include "indexer/stages/posting_builder.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

constexpr uint32_t kGramsPerFirstByte = 1u << 16;

// What is left of one chunk's grams. They were written by put_grams in this process and are
// trusted.
struct GramReader {
  const char* position;
  const char* end;
};

template <class Integer>
Integer load(const char* position) {
  Integer value;
  std::memcpy(&value, position, sizeof value);
  return value;
}

std::vector<GramReader> open_lists(const std::vector<std::string_view>& chunk_grams) {
  std::vector<GramReader> readers;
  for (const std::string_view lists : chunk_grams) {
    const char* position = lists.data();
    const char* const end = position + lists.size();
    while (position != end) {
      const char* const grams = position + sizeof(uint32_t);
      position = grams + load<uint32_t>(position);
      readers.push_back({grams, position});
    }
  }
  return readers;
}

// Calls visit(chunk, last two bytes) for the grams with this first byte, in order of chunks. With
// `advance` the readers are left behind them. REQUIRES: grams with lesser first bytes are behind
// the readers.
template <class Visit>
void visit_grams(uint32_t first, bool advance, std::vector<GramReader>* readers, Visit visit) {
  for (uint32_t chunk = 0; chunk < readers->size(); ++chunk) {
    GramReader& reader = (*readers)[chunk];
    if (reader.position == reader.end || static_cast<uint8_t>(*reader.position) != first) continue;
    const uint32_t count = load<uint16_t>(reader.position + 1) + 1u;
    const char* const grams = reader.position + 1 + sizeof(uint16_t);
    for (uint32_t i = 0; i < count; ++i) visit(chunk, load<uint16_t>(grams + i * sizeof(uint16_t)));
    if (advance) reader.position = grams + count * sizeof(uint16_t);
  }
}

}  // namespace

Status build_postings(const std::vector<std::string_view>& chunk_grams,
                      const std::function<Status(Gram, std::string_view)>& sink) {
  std::vector<GramReader> readers = open_lists(chunk_grams);
  std::vector<uint32_t> ends(kGramsPerFirstByte);
  std::vector<uint32_t> chunks;
  std::string coded;
  for (uint32_t first = 0; first < 256; ++first) {
    std::fill(ends.begin(), ends.end(), 0);
    visit_grams(first, /*advance=*/false, &readers, [&](uint32_t, uint32_t low) { ++ends[low]; });
    uint32_t total = 0;
    for (uint32_t& end : ends) end = std::exchange(total, total + end);
    if (total == 0) continue;
    chunks.resize(total);
    // While placing, ends[low] moves from its list's begin to its end.
    visit_grams(first, /*advance=*/true, &readers,
                [&](uint32_t chunk, uint32_t low) { chunks[ends[low]++] = chunk; });
    uint32_t begin = 0;
    for (uint32_t low = 0; low < kGramsPerFirstByte; ++low) {
      if (ends[low] == begin) continue;
      coded.clear();
      encode_posting_list(std::span(chunks).subspan(begin, ends[low] - begin), &coded);
      TRAWL_RETURN_IF_ERROR(sink(Gram{first << 16 | low}, coded));
      begin = ends[low];
    }
  }
  return {};
}

}  // namespace trawl
