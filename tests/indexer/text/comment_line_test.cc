#include "indexer/text/comment_line.h"

#include <gtest/gtest.h>

namespace trawl {
namespace {

TEST(CommentLine, BeginsWithTheMarkerAfterBlanks) {
  EXPECT_TRUE(is_comment_line("# a", "#"));
  EXPECT_TRUE(is_comment_line(" \t\v\f\r# a", "#"));
  EXPECT_TRUE(is_comment_line("// a", "//"));
  EXPECT_FALSE(is_comment_line("/ a", "//"));
  EXPECT_FALSE(is_comment_line("a # b", "#"));
  EXPECT_FALSE(is_comment_line("", "#"));
  EXPECT_FALSE(is_comment_line("  ", "#"));
}

}  // namespace
}  // namespace trawl
