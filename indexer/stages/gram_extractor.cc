#include "indexer/stages/gram_extractor.h"

#include <bit>
#include <cstring>

namespace trawl {
namespace {
constexpr size_t kWords = Gram::kLimit / 64;

void append_u16(uint16_t value, std::string* out) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out->append(bytes, sizeof value);
}
}  // namespace

GramExtractor::GramExtractor()
    : words_(kWords), summary_(kWords / 64), summary2_(kWords / 64 / 64) {}

void GramExtractor::extract(std::string_view span, size_t begin_limit,
                            std::vector<uint32_t>* grams) {
  grams->clear();
  for_each_trigram(span, begin_limit, [this](Gram gram) {
    uint64_t& word = words_[gram.value >> 6];
    if (word == 0) {  // rare: a chunk repeats most of its grams
      summary_[gram.value >> 12] |= uint64_t{1} << (gram.value >> 6 & 63);
      summary2_[gram.value >> 18] |= uint64_t{1} << (gram.value >> 12 & 63);
    }
    word |= uint64_t{1} << (gram.value & 63);
  });
  for (uint32_t top = 0; top < summary2_.size(); ++top) {
    for (uint64_t tops = summary2_[top]; tops != 0; tops &= tops - 1) {
      const uint32_t middle = top * 64 + static_cast<uint32_t>(std::countr_zero(tops));
      for (uint64_t middles = summary_[middle]; middles != 0; middles &= middles - 1) {
        const uint32_t word = middle * 64 + static_cast<uint32_t>(std::countr_zero(middles));
        for (uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
          grams->push_back(word * 64 + static_cast<uint32_t>(std::countr_zero(bits)));
        }
        words_[word] = 0;
      }
      summary_[middle] = 0;
    }
    summary2_[top] = 0;
  }
}

void put_grams(const std::vector<uint32_t>& grams, std::string* out) {
  const size_t begin = out->size();
  out->append(sizeof(uint32_t), '\0');
  for (size_t i = 0; i < grams.size();) {
    const uint32_t first = grams[i] >> 16;
    size_t end = i;
    while (end < grams.size() && grams[end] >> 16 == first) ++end;
    out->push_back(static_cast<char>(first));
    append_u16(static_cast<uint16_t>(end - i - 1), out);
    for (; i < end; ++i) append_u16(static_cast<uint16_t>(grams[i]), out);
  }
  const auto size = static_cast<uint32_t>(out->size() - begin - sizeof(uint32_t));
  std::memcpy(out->data() + begin, &size, sizeof size);
}

}  // namespace trawl
