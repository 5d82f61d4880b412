#include "indexer/stages/gram_extractor.h"

#include <array>
#include <cstring>

namespace trawl {
namespace {

constexpr size_t kFirstBytes = 256;
constexpr uint32_t kRunHead = 1 + sizeof(uint16_t);
constexpr uint32_t kGramBytes = sizeof(uint16_t);

void store_u16(uint32_t value, char* out) {
  const auto low = static_cast<uint16_t>(value);
  std::memcpy(out, &low, sizeof low);
}

}  // namespace

GramExtractor::GramExtractor() : bits_(Gram::kLimit / 64) {}

std::span<const uint32_t> GramExtractor::extract(std::string_view span, size_t begin_limit) {
  if (found_.size() < span.size()) found_.resize(span.size());
  uint32_t* const found = found_.data();
  uint64_t* const bits = bits_.data();
  size_t count = 0;
  for_each_trigram(span, begin_limit, [&](Gram gram) {
    uint64_t& word = bits[gram.value >> 6];
    const uint64_t before = word;
    word = before | uint64_t{1} << (gram.value & 63);
    found[count] = gram.value;
    count += ~before >> (gram.value & 63) & 1;
  });
  for (size_t i = 0; i < count; ++i) bits[found[i] >> 6] = 0;
  return {found, count};
}

uint64_t gram_list_bound(uint64_t bytes, uint64_t chunks) {
  return bytes * kGramBytes + chunks * (sizeof(uint32_t) + kFirstBytes * kRunHead);
}

void put_grams(std::span<const uint32_t> grams, std::string* out) {
  std::array<uint32_t, kFirstBytes> counts{};
  for (const uint32_t gram : grams) ++counts[gram >> 16];
  std::array<uint32_t, kFirstBytes> places;  // where the next gram of a run goes
  uint32_t size = 0;
  for (size_t first = 0; first < kFirstBytes; ++first) {
    if (counts[first] == 0) continue;
    places[first] = size + kRunHead;
    size = places[first] + counts[first] * kGramBytes;
  }
  const size_t begin = out->size();
  out->resize(begin + sizeof size + size);
  std::memcpy(out->data() + begin, &size, sizeof size);
  char* const runs = out->data() + begin + sizeof size;
  for (size_t first = 0; first < kFirstBytes; ++first) {
    if (counts[first] == 0) continue;
    char* const head = runs + places[first] - kRunHead;
    *head = static_cast<char>(first);
    store_u16(counts[first] - 1, head + 1);
  }
  for (const uint32_t gram : grams) {
    uint32_t& place = places[gram >> 16];
    store_u16(gram, runs + place);
    place += kGramBytes;
  }
}

}  // namespace trawl
