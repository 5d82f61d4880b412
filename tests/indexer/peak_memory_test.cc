#include "indexer/peak_memory.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

TEST(PeakMemory, GrowsWithWhatIsTouched) {
  const uint64_t before = peak_memory();
  ASSERT_GT(before, 0u);
  // More than the program has held so far, so that memory which other tests took and gave back does
  // not count.
  constexpr size_t kBytes = 64 << 20;
  const std::string touched(before + kBytes, 'x');
  EXPECT_GE(peak_memory(), before + kBytes);
  EXPECT_EQ(touched.back(), 'x');
}

}  // namespace
}  // namespace trawl
