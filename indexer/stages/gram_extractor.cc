#include "indexer/stages/gram_extractor.h"

#include <bit>

#include "indexer/format/coding.h"

namespace trawl {
namespace {
constexpr size_t kWords = Gram::kLimit / 64;
}  // namespace

GramExtractor::GramExtractor()
    : words_(kWords), summary_(kWords / 64), summary2_(kWords / 64 / 64) {}

void GramExtractor::extract(std::string_view span, size_t begin_limit,
                            std::vector<uint32_t>* grams) {
  grams->clear();
  for_each_trigram(span, begin_limit, [this](Gram gram) {
    words_[gram.value >> 6] |= uint64_t{1} << (gram.value & 63);
    summary_[gram.value >> 12] |= uint64_t{1} << (gram.value >> 6 & 63);
    summary2_[gram.value >> 18] |= uint64_t{1} << (gram.value >> 12 & 63);
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
  put_varint(out, grams.size());
  uint32_t before = 0;
  for (const uint32_t gram : grams) {
    put_varint(out, gram - before);
    before = gram;
  }
}

}  // namespace trawl
