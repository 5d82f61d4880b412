#include "query/report/processors.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace trawl {
namespace {

TEST(OnAllProcessors, CallsWithEachNumberOnce) {
  for (const size_t count : {0, 1, 2, 1000}) {
    std::vector<std::atomic<int>> calls(count);
    on_all_processors(count, [&](size_t i) { ++calls.at(i); });
    for (const std::atomic<int>& each : calls) EXPECT_EQ(each, 1);
  }
}

}  // namespace
}  // namespace trawl
