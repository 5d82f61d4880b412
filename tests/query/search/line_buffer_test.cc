#include "query/search/line_buffer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "query/search/line_details.h"

namespace trawl {
namespace {

// Lines take most of the memory of a search.
static_assert(sizeof(Line) <= 40);

std::string text_of_line(uint32_t number) {
  return std::string(number % 40, static_cast<char>('a' + number % 26));
}

LineBuffer buffer_of(uint32_t lines) {
  LineBuffer buffer;
  for (uint32_t number = 0; number < lines; ++number) {
    const std::string text = text_of_line(number);
    buffer.add({number, number % 2 == 0, uint64_t{100} * number, text});
  }
  return buffer;
}

void expect_lines(const LineBuffer& buffer, uint32_t count) {
  ASSERT_EQ(buffer.lines().size(), count);
  for (uint32_t number = 0; number < count; ++number) {
    const Line& line = buffer.lines()[number];
    ASSERT_EQ(line.number, number);
    ASSERT_EQ(line.text, text_of_line(number));
    ASSERT_EQ(line.offset, uint64_t{100} * number);
    ASSERT_EQ(line.ends_with_newline, number % 2 == 0);
  }
}

TEST(LineBuffer, TextsStayWhileTheBlockGrowsAndWhenItIsMoved) {
  for (const uint32_t count : {0u, 1u, 2u, 1000u}) {
    LineBuffer buffer = buffer_of(count);
    expect_lines(buffer, count);
    const LineBuffer moved = std::move(buffer);
    expect_lines(moved, count);
  }
}

TEST(LineBuffer, IsUsedAgainAndGivesALargeBlockBack) {
  LineBuffer buffer = buffer_of(1000);
  const uint64_t most = buffer.memory();
  EXPECT_GE(most, buffer.bytes());
  buffer.clear(100);
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.bytes(), 0u);
  EXPECT_LT(buffer.memory(), most);
  buffer.add({7, false, 70, "again"});
  ASSERT_EQ(buffer.lines().size(), 1u);
  EXPECT_EQ(buffer.lines().front().text, "again");
}

// Details refer to memory that belongs to the giver of the line.
TEST(LineBuffer, DoesNotKeepDetails) {
  const Span span{1, 2};
  LineDetails details;
  details.spans = {&span, 1};
  LineBuffer buffer;
  buffer.add({1, true, 0, "text", &details});
  EXPECT_EQ(buffer.lines().front().details, nullptr);
}

}  // namespace
}  // namespace trawl
