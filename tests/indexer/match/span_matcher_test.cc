#include "indexer/match/span_matcher.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "tests/indexer/match/pattern_variants.h"

namespace trawl {
namespace {

using Spans = std::vector<Span>;

Result<SpanMatcher> compile_pattern(const Pattern& pattern) {
  TRAWL_ASSIGN_OR_RETURN(const SpanPatterns patterns, SpanPatterns::compile({&pattern, 1}));
  return SpanMatcher::create(patterns);
}

SpanMatcher compile(std::string_view text) {
  Result<SpanMatcher> matcher = compile_pattern(raw_pattern(text));
  EXPECT_TRUE(matcher.is_ok()) << matcher.status().message();
  return std::move(matcher).value();
}

// Replaces `*spans` with all matches.
Status find_all(SpanMatcher* matcher, std::string_view line, Spans* spans) {
  spans->clear();
  matcher->begin(line);
  while (true) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span, matcher->next());
    if (!span) return {};
    spans->push_back(*span);
  }
}

struct SpanRow {
  std::string_view pattern;
  std::string_view line;
  Spans spans;
};

TEST(SpanMatcherTest, FindsAllSpans) {
  const std::vector<SpanRow> rows = {
      {"a", "", {}},
      {"a", "bab a", {{1, 2}, {4, 5}}},
      {"aa", "aaaaa", {{0, 2}, {2, 4}}},
      // The first alternative wins, not the longest. Greedy and lazy repeats differ.
      {"a|ab", "ab", {{0, 1}}},
      {"a.*b", "aabab", {{0, 5}}},
      {"a.*?b", "aabab", {{0, 3}, {3, 5}}},
      // After an empty match the search moves one byte on. No empty match starts where the last
      // match ended.
      {"", "ab", {{0, 0}, {1, 1}, {2, 2}}},
      {"a*", "baac", {{0, 0}, {1, 3}, {4, 4}}},
      {"|b", "ab", {{0, 0}, {1, 1}, {2, 2}}},
      {"x*", "", {{0, 0}}},
      {"^", "ab", {{0, 0}}},
      {"$", "ab", {{2, 2}}},
      {"$", "a\r", {{2, 2}}},
      {"\\b", "ab c", {{0, 0}, {2, 2}, {3, 3}, {4, 4}}},
      // Look-behind sees the bytes before the start of the search.
      {"(?<=a)b", "abb", {{1, 2}}},
      {"(?<!\\w)foo(?!\\w)", "foo foox foo", {{0, 3}, {9, 12}}},
      {"^a", "aa", {{0, 1}}},
      {"a\\Kb", "abab", {{1, 2}, {3, 4}}},
      {"a\\K", "aa", {{1, 1}}},  // as ripgrep: a search after [1,1) begins at 2
      {"(.)\\1", "aabbc", {{0, 2}, {2, 4}}},
      {".", "\xff\xc3", {{0, 1}, {1, 2}}},
      {"\\w+", "\xc3\xa9t\xc3\xa9", {{2, 3}}},
  };
  for (const SpanRow& row : rows) {
    SCOPED_TRACE(testing::Message() << "`" << row.pattern << "` on \"" << row.line << '"');
    SpanMatcher matcher = compile(row.pattern);
    Spans spans = {{7, 7}};
    ASSERT_TRUE(find_all(&matcher, row.line, &spans).is_ok());
    EXPECT_EQ(spans, row.spans);
    const Result<bool> matches = matcher.matches(row.line);
    ASSERT_TRUE(matches.is_ok());
    EXPECT_EQ(*matches, !row.spans.empty());
  }
}

TEST(SpanMatcherTest, FoldsAsciiCaseOnly) {
  Pattern pattern = raw_pattern("a\xe9");
  pattern.caseless = true;
  Result<SpanMatcher> matcher = compile_pattern(pattern);
  ASSERT_TRUE(matcher.is_ok());
  Spans spans;
  ASSERT_TRUE(find_all(&*matcher, "A\xe9 a\xc9", &spans).is_ok());
  EXPECT_EQ(spans, (Spans{{0, 2}}));
}

TEST(SpanMatcherTest, MatchLimitIsAnErrorThatNamesThePattern) {
  SpanMatcher matcher = compile("(a+)+$");
  Spans spans;
  const Status status = find_all(&matcher, std::string(60, 'a') + "b", &spans);
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("pattern `(a+)+$`: match limit exceeded"), std::string::npos)
      << status.message();
  EXPECT_FALSE(matcher.matches(std::string(60, 'a') + "b").is_ok());
  ASSERT_TRUE(find_all(&matcher, "aaa", &spans).is_ok());
  EXPECT_EQ(spans, (Spans{{0, 3}}));
}

TEST(SpanMatcherTest, GiantLinesNeedNoJitStack) {
  SpanMatcher matcher = compile("(?:a|b)*c");
  const std::string line = std::string(1 << 20, 'a') + "c";
  Spans spans;
  const Status status = find_all(&matcher, line, &spans);
  ASSERT_TRUE(status.is_ok()) << status.message();
  EXPECT_EQ(spans, (Spans{{0, line.size()}}));
}

TEST(SpanMatcherTest, BadPatternsAreRefusedWithTheirPlace) {
  const Result<SpanMatcher> matcher = compile_pattern(raw_pattern("a("));
  ASSERT_FALSE(matcher.is_ok());
  EXPECT_EQ(matcher.status().code(), StatusCode::kInvalidArgument);
  EXPECT_NE(matcher.status().message().find("pattern `a(`: missing closing parenthesis at byte 2"),
            std::string::npos)
      << matcher.status().message();
}

}  // namespace
}  // namespace trawl
