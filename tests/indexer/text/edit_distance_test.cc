#include "indexer/text/edit_distance.h"

#include <gtest/gtest.h>

#include <vector>

namespace trawl {
namespace {

TEST(EditDistance, CountsEditsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("abc", "abc"), 0u);
  EXPECT_EQ(edit_distance("serach", "search"), 1u);
  EXPECT_EQ(edit_distance("coun", "count"), 1u);
  EXPECT_EQ(edit_distance("list", "lost"), 1u);
  EXPECT_EQ(edit_distance("ca", "abc"), 3u);  // nothing is edited within what was swapped
}

TEST(NearestWord, IsOnlyASlipAway) {
  const std::vector<std::string_view> words = {"search", "list", "files", "show"};
  EXPECT_EQ(nearest_word("serach", words), "search");
  EXPECT_EQ(nearest_word("file", words), "files");
  EXPECT_EQ(nearest_word("filesss", words), "") << "two edits in a short word";
  const std::vector<std::string_view> long_words = {"ignore-case", "ignore-comments"};
  EXPECT_EQ(nearest_word("ingore-cas", long_words), "ignore-case");
  EXPECT_EQ(nearest_word("lost", words), "list");
  EXPECT_EQ(nearest_word("eventlet", words), "");
  EXPECT_EQ(nearest_word("a", {}), "");
}

}  // namespace
}  // namespace trawl
