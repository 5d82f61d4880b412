#include "indexer/document/gram_extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

namespace trawl {
namespace {

std::vector<uint32_t> distinct_grams(std::string_view span, size_t begin_limit) {
  std::set<uint32_t> grams;
  for (size_t i = 0; i + 3 <= span.size() && i < begin_limit; ++i) {
    grams.insert(Gram::of(static_cast<uint8_t>(span[i]), static_cast<uint8_t>(span[i + 1]),
                          static_cast<uint8_t>(span[i + 2]))
                     .value);
  }
  return {grams.begin(), grams.end()};
}

// The grams, sorted because the extractor gives them in no fixed order.
std::vector<uint32_t> extracted(GramExtractor* extractor, std::string_view span, size_t limit) {
  const std::span<const uint32_t> grams = extractor->extract(span, limit);
  std::vector<uint32_t> sorted(grams.begin(), grams.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

TEST(GramExtractor, ShortSpansHaveNone) {
  GramExtractor extractor;
  for (const char* span : {"", "a", "ab"}) EXPECT_TRUE(extractor.extract(span, 10).empty());
  EXPECT_TRUE(extractor.extract("abc", 0).empty());
}

TEST(GramExtractor, FoldsCaseAndCountsOnlyWhatBeginsBelowTheLimit) {
  GramExtractor extractor;
  const std::span<const uint32_t> grams = extractor.extract("BCAabcax", 5);
  EXPECT_EQ(std::vector<uint32_t>(grams.begin(), grams.end()),
            (std::vector<uint32_t>{Gram::of('b', 'c', 'a').value, Gram::of('c', 'a', 'a').value,
                                   Gram::of('a', 'a', 'b').value, Gram::of('a', 'b', 'c').value}));
}

// All rounds use one extractor, so bits left in its bitmap by one span would show up in the next.
TEST(GramExtractor, EqualsASetOverRandomSpans) {
  std::mt19937 random(3);
  GramExtractor extractor;
  for (int round = 0; round < 500; ++round) {
    std::string span(random() % 2000, '\0');
    const unsigned alphabet = round % 3 == 0 ? 2 : round % 3 == 1 ? 100 : 256;
    for (char& c : span) c = static_cast<char>(random() % alphabet);
    const size_t limit = random() % (span.size() + 4);
    ASSERT_EQ(extracted(&extractor, span, limit), distinct_grams(span, limit)) << "round " << round;
  }
}

TEST(GramExtractor, FindsTheFirstAndTheLastGram) {
  GramExtractor extractor;
  const std::string span("\0\0\0\xff\xff\xff", 6);
  const std::vector<uint32_t> grams = extracted(&extractor, span, span.size());
  EXPECT_EQ(grams, distinct_grams(span, span.size()));
  EXPECT_EQ(grams.front(), 0u);
  EXPECT_EQ(grams.back(), Gram::kLimit - 1);
}

// Integers are in the machine's order: little endian on x86-64.
TEST(PutGrams, WritesTheSizeAndARunForEachFirstByte) {
  std::string bytes = "x";
  put_grams(std::vector<uint32_t>{0x610203, 0x000105, 0x000002}, &bytes);
  put_grams(std::vector<uint32_t>{}, &bytes);
  const std::string expected =
      std::string("x") + std::string("\x0c\0\0\0", 4) +  // twelve bytes follow
      std::string("\x00\x01\0\x05\x01\x02\x00", 7) +     // first byte 00: two grams
      std::string("\x61\x00\0\x03\x02", 5) +             // first byte 61: one
      std::string(4, '\0');                              // no grams
  EXPECT_EQ(bytes, expected);
}

}  // namespace
}  // namespace trawl
