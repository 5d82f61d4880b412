#include "indexer/merge/renumbering.h"

#include <gtest/gtest.h>

#include <random>

namespace trawl {
namespace {

TEST(Renumbering, KeptNumbersBecomeConsecutive) {
  std::mt19937 random(1);
  for (const uint32_t size : {1u, 63u, 64u, 65u, 1000u, 4096u}) {
    for (const uint32_t share : {1u, 2u, 100u}) {
      Renumbering numbers(size);
      std::vector<bool> kept(size, false);
      for (uint32_t i = 0; i < size; ++i) {
        if (random() % share != 0) continue;
        kept[i] = true;
        numbers.keep(i);
        numbers.keep(i);
      }
      numbers.finish(7);
      uint32_t next = 7;
      for (uint32_t i = 0; i < size; ++i) {
        ASSERT_EQ(numbers.keeps(i), kept[i]);
        if (!kept[i]) continue;
        ASSERT_EQ(numbers.number_of(i), next++);
      }
      EXPECT_EQ(numbers.kept(), next - 7);
      EXPECT_EQ(numbers.keeps_all(), next - 7 == size);
    }
  }
}

TEST(Renumbering, NothingIsKeptWhole) {
  Renumbering numbers(0);
  numbers.finish(5);
  EXPECT_EQ(numbers.kept(), 0u);
  EXPECT_TRUE(numbers.keeps_all());
}

}  // namespace
}  // namespace trawl
