#include "indexer/stages/posting_builder.h"

#include <span>
#include <string>

#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

constexpr uint32_t kGramsPerFirstByte = 1u << 16;

// Where one chunk's list is being read.
struct ListReader {
  const char* position;
  uint32_t left;  // grams not yet consumed, the pending one included
  uint32_t gram;  // the next one to consume
};

// The lists were written by put_grams in this process, so their bytes are trusted.
uint32_t take_varint(const char** position) {
  uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<uint8_t>(*(*position)++);
    value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

void advance(ListReader* reader) {
  if (--reader->left != 0) reader->gram += take_varint(&reader->position);
}

std::vector<ListReader> open_lists(const std::vector<std::string_view>& chunk_grams) {
  std::vector<ListReader> readers;
  for (const std::string_view lists : chunk_grams) {
    const char* position = lists.data();
    const char* const end = position + lists.size();
    while (position != end) {
      ListReader reader{};
      reader.left = take_varint(&position);
      reader.position = position;
      if (reader.left != 0) reader.gram = take_varint(&reader.position);
      readers.push_back(reader);
      // Past this list: a byte below 0x80 ends each of its numbers.
      for (uint32_t i = 0; i < reader.left; ++i) {
        while (static_cast<uint8_t>(*position++) >= 0x80) {
        }
      }
    }
  }
  return readers;
}

// Calls visit(chunk, low two bytes) for the grams below `limit`, and leaves the readers behind
// them.
template <class Visit>
void consume(std::vector<ListReader>* readers, uint32_t limit, Visit visit) {
  for (uint32_t chunk = 0; chunk < readers->size(); ++chunk) {
    ListReader reader = (*readers)[chunk];
    while (reader.left != 0 && reader.gram < limit) {
      visit(chunk, reader.gram & (kGramsPerFirstByte - 1));
      advance(&reader);
    }
    (*readers)[chunk] = reader;
  }
}

}  // namespace

Status build_postings(const std::vector<std::string_view>& chunk_grams,
                      const std::function<Status(Gram, std::string_view)>& sink) {
  std::vector<ListReader> readers = open_lists(chunk_grams);
  std::vector<uint32_t> ends(kGramsPerFirstByte);
  std::vector<uint32_t> chunks;
  std::string coded;
  for (uint32_t first = 0; first < 256; ++first) {
    const uint32_t limit = (first + 1) << 16;
    std::fill(ends.begin(), ends.end(), 0);
    std::vector<ListReader> counting = readers;
    consume(&counting, limit, [&](uint32_t, uint32_t low) { ++ends[low]; });
    uint32_t total = 0;
    for (uint32_t& end : ends) end = std::exchange(total, total + end);
    if (total == 0) continue;
    chunks.resize(total);
    // While placing, ends[low] moves from its list's begin to its end.
    consume(&readers, limit, [&](uint32_t chunk, uint32_t low) { chunks[ends[low]++] = chunk; });
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
