#include "indexer/format/hit.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

std::vector<Hit> random_hits(uint32_t seed, size_t count) {
  std::mt19937 random(seed);
  std::vector<Hit> hits(count);
  Hit next;
  for (Hit& hit : hits) {
    next.line += 1 + random() % 200;
    next.has_text = random() % 8 != 0;
    next.text = next.has_text ? std::string(random() % 60, 'x') : "";
    hit = next;
    if (random() % 3 == 0) {
      next.document.value += 1 + random() % 500;
      next.line = 0;
    }
  }
  return hits;
}

TEST(HitBlock, RoundTrips) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{2}, size_t{kHitsPerBlock}}) {
    const auto hits = random_hits(static_cast<uint32_t>(count), count);
    EXPECT_EQ(decode_hit_block(encode_hit_block(hits)).value(), hits);
  }
}

TEST(HitBlock, HoldsTheLargestValuesAndTellsEmptyTextFromNone) {
  const std::vector<Hit> hits = {{{0}, 1, true, ""},
                                 {{0}, 2, false, ""},
                                 {{0}, UINT32_MAX, true, std::string(kMaxHitText, '\xFF')},
                                 {{UINT32_MAX}, UINT32_MAX, true, std::string("a\0b", 3)}};
  EXPECT_EQ(decode_hit_block(encode_hit_block(hits)).value(), hits);
}

TEST(HitBlock, SurvivesDamage) {
  expect_survives_damage(encode_hit_block(random_hits(5, 7)), decode_hit_block);
}

TEST(HitBlock, RefusesWhatCannotBe) {
  EXPECT_FALSE(decode_hit_block(encode_hit_block(random_hits(1, kHitsPerBlock + 1))).is_ok());
  const std::vector<Hit> twice = {{{3}, 7, true, "x"}, {{3}, 7, true, "x"}};
  EXPECT_FALSE(decode_hit_block(encode_hit_block(twice)).is_ok());
  const std::vector<Hit> line_zero = {{{3}, 0, true, "x"}};
  EXPECT_FALSE(decode_hit_block(encode_hit_block(line_zero)).is_ok());
  const std::vector<Hit> long_text = {{{3}, 1, true, std::string(kMaxHitText + 1, 'x')}};
  EXPECT_FALSE(decode_hit_block(encode_hit_block(long_text)).is_ok());
}

}  // namespace
}  // namespace trawl
