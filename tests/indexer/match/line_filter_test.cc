#include "indexer/match/line_filter.h"

#include <gtest/gtest.h>

#include "indexer/pattern/regex_syntax.h"

namespace trawl {
namespace {

RegexNode parse(std::string_view text, bool word = false) {
  Result<Pattern> pattern =
      parse_pattern(text, {.fixed_string = false, .ignore_case = false, .word = word});
  EXPECT_TRUE(pattern.is_ok()) << pattern.status().message();
  return pattern.is_ok() ? pattern->root : RegexNode{};
}

TEST(LineFilterTest, KeepsTheBytesAndDropsTheDemands) {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"ab", "\\x61\\x62"},
      {"^a\\b$", "\\x61"},
      {"[a-c\\n]", "[\\x61-\\x63]"},
      {"(?<=x)a(?!y)", "\\x61"},
      {"a(?=b)c", "\\x61\\x63"},
      {"(a)\\1b", "\\x61[^\\x0a]*\\x62"},
      {"(a)\\1", "\\x61"},
      {"a|b^c", "(?:\\x61|\\x62\\x63)"},
      {"a(?:|c)", "\\x61(?:|\\x63)"},
      {"ab{2,16}", "\\x61(?:\\x62){2,16}"},
      {"ab{2,17}", "\\x61(?:\\x62){1,}"},
      {"a(bc){0,9}", "\\x61(?:\\x62\\x63){0,}"},
      {"ab*", "\\x61(?:\\x62){0,}"},
      {"ab?", "\\x61(?:\\x62){0,1}"},
  };
  for (const auto& [text, filter] : rows) EXPECT_EQ(line_filter(parse(text)), filter) << text;
  EXPECT_EQ(line_filter(parse("a", true)), "\\x61");
}

TEST(LineFilterTest, IsEmptyWhenItWouldPassEveryLine) {
  for (const char* text : {"a*", "(?<=a)", "^$", "a|(?!b)", "(?!a)b*"}) {
    EXPECT_EQ(line_filter(parse(text)), "") << text;
  }
}

TEST(LineFilterTest, CountsWhatRepeatsSpellOut) {
  const std::vector<std::pair<std::string_view, uint64_t>> rows = {
      {"abc", 0},     {"a*b+c?", 0},         {"x{200}", 200},   {"(ab.){10,200}", 600},
      {"a{3,}", 3},   {"(a{20}b){10}", 210}, {"a{5}|b{6}", 11}, {"x.{0,10000}y", 10000},
      {"(a{3})*", 3},
  };
  for (const auto& [text, count] : rows) {
    EXPECT_EQ(repeated_positions(parse(text)), count) << text;
  }
  EXPECT_GE(repeated_positions(parse("(((a{9999}){9999}){9999}){9999}")), uint64_t{1} << 40);
}

}  // namespace
}  // namespace trawl
