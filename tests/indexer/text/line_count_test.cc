#include "indexer/text/line_count.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace trawl {
namespace {

TEST(CountLines, CountsALastLineWithoutItsEnd) {
  EXPECT_EQ(count_lines(""), 0u);
  EXPECT_EQ(count_lines("\n"), 1u);
  EXPECT_EQ(count_lines("a"), 1u);
  EXPECT_EQ(count_lines("a\n"), 1u);
  EXPECT_EQ(count_lines("a\nb"), 2u);
  EXPECT_EQ(count_lines("\n\n"), 2u);
  EXPECT_EQ(count_lines("a\r\nb\rc"), 2u);
}

// Lengths around the step of the vector loop, and densities up to a text of line ends only, which
// would overflow a counter that is too narrow.
TEST(CountLines, AgreesWithACountOfCharacters) {
  std::mt19937 random(1);
  for (size_t size = 0; size < 1500; size += 7) {
    for (const unsigned one_in : {1u, 2u, 40u}) {
      std::string text(size, 'x');
      for (char& c : text) c = random() % one_in == 0 ? '\n' : 'x';
      const auto ends = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
      EXPECT_EQ(count_lines(text), ends + (!text.empty() && text.back() != '\n' ? 1 : 0));
    }
  }
}

}  // namespace
}  // namespace trawl
