#include "indexer/text/list_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

TEST(ListLines, LeavesOutBlankLinesAndComments) {
  const auto lines = list_lines("\xEF\xBB\xBF# x\n\na\tb\r\n \t\n\t # y\n  c # z\n\r\nlast");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].number, 3u);
  EXPECT_EQ(lines[0].text, "a\tb");
  EXPECT_EQ(lines[1].number, 6u);
  EXPECT_EQ(lines[1].text, "  c # z");
  EXPECT_EQ(lines[2].number, 8u);
  EXPECT_EQ(lines[2].text, "last");
  EXPECT_TRUE(list_lines("").empty());
  EXPECT_EQ(list_lines("a\xEF\xBB\xBF").at(0).text, "a\xEF\xBB\xBF");
}

TEST(HasOuterBlank, SeesSpacesAndTabsAtTheEnds) {
  for (const char* text : {" a", "a ", "\ta", "a\t", " "})
    EXPECT_TRUE(has_outer_blank(text)) << text;
  for (const char* text : {"", "a", "a b", "\xC2\xA0"}) EXPECT_FALSE(has_outer_blank(text)) << text;
}

}  // namespace
}  // namespace trawl
