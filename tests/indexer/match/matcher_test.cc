// Which lines match: each rule of matching as rows of (pattern, text) → lines, tested on every way
// to decide lines.
#include "indexer/match/matcher.h"

#include <gtest/gtest.h>

#include "tests/indexer/match/pattern_variants.h"

namespace trawl {
namespace {

using Lines = std::vector<uint64_t>;
using Matches = std::vector<LineMatch>;

Matches scan(std::vector<Pattern> patterns, std::string_view text) {
  Result<Matcher> matcher = Matcher::compile(std::move(patterns));
  EXPECT_TRUE(matcher.is_ok()) << matcher.status().message();
  if (!matcher.is_ok()) return {};
  Result<LineScanner> scanner = LineScanner::create(*matcher);
  EXPECT_TRUE(scanner.is_ok()) << scanner.status().message();
  Matches matches;
  const Status status = scanner->scan(text, &matches);
  EXPECT_TRUE(status.is_ok()) << status.message();
  const Result<bool> any = scanner->matches_any(text);
  EXPECT_TRUE(any.is_ok()) << any.status().message();
  EXPECT_EQ(any.is_ok() && *any, !matches.empty());
  return matches;
}

Lines lines_of(const Matches& matches) {
  Lines lines;
  for (const LineMatch& match : matches) lines.push_back(match.line);
  return lines;
}

Pattern regex_pattern(std::string_view text, const PatternOptions& options = {}) {
  Result<Pattern> pattern = parse_pattern(text, options);
  EXPECT_TRUE(pattern.is_ok()) << pattern.status().message();
  return pattern.is_ok() ? *pattern : Pattern{};
}

struct Row {
  std::string_view pattern;
  std::string_view text;
  Lines lines;
  PatternOptions options = {};
};

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    for (const Pattern& variant : variants(regex_pattern(row.pattern, row.options))) {
      SCOPED_TRACE(testing::Message() << "`" << row.pattern << "` on \"" << row.text << "\" "
                                      << variant.hyperscan_refusal);
      EXPECT_EQ(lines_of(scan({variant}, row.text)), row.lines);
    }
  }
}

using namespace std::string_view_literals;

TEST(MatcherTest, LinesEndAtNewlines) {
  expect_rows({
      {"a", "", {}},
      {"a", "a", {0}},
      {"a", "a\n", {0}},
      {"a", "b\na", {1}},
      {"a", "a\nb\n\na\n", {0, 3}},
      {"a", "\n\n\n", {}},
      {"ab", "a\nb\nab", {2}},
  });
}

TEST(MatcherTest, EmptyTextHasNoLines) {
  for (const char* pattern : {"", "x*", "^", "$", "^$", "\\B", "\\A\\z", "(?!x)"}) {
    expect_rows({{pattern, "", {}}});
  }
}

TEST(MatcherTest, EmptyMatchesStayOnRealLines) {
  expect_rows({
      {"x*", "a\n", {0}},
      {"x*", "a\n\nb", {0, 1, 2}},
      {"$", "a\n", {0}},
      {"$", "a\n\n", {0, 1}},
      {"^", "\n", {0}},
      {"^$", "\n", {0}},
      {"^$", "a\n", {}},
      {"^$", "\na\n\nb\n", {0, 2}},
      {"^$", "a\n\n", {1}},
      {"^a*$", "b\n\na\nab\n", {1, 2}},
      {"\\B", "\n", {0}},
      {"\\B", "a\n", {}},
      {"\\b", "\na\n \n", {1}},
      {"", "a\nb", {0, 1}},
  });
}

TEST(MatcherTest, AnchorsAreTheLines) {
  expect_rows({
      {"^b", "ab\nb\nbb", {1, 2}},
      {"a$", "a\nab\nba", {0, 2}},
      {"\\Ab", "a\nb\n", {1}},
      {"a\\z", "a\nab\na", {0, 2}},
      {"a\\Z", "a\nab\na\n", {0, 2}},
      {"^ab$", "ab\nxab\nabx\nab", {0, 3}},
      {"(^|x)a", "a\nxa\nba", {0, 1}},
      {"a(x|$)", "a\nax\nab", {0, 1}},
      {"a^b", "ab\na\nb", {}},
      {"a$b|c", "ab\nc", {1}},
      {"\\bfoo\\b", "foo\nfoox\nx foo x\n_foo", {0, 2}},
      {"o\\b", "foo\nbar", {0}},
      {"o\\B", "foo\nox\no\n", {0, 1}},
  });
}

TEST(MatcherTest, NothingMatchesOverALineEnd) {
  expect_rows({
      {"a[^x]*b", "a\nab", {1}},
      {"a[^x]*b", "a\nb\n", {}},
      {"a[^x]*b", "a\nab\nb\nab\n", {1, 3}},
      {"a\\s", "a\nb", {}},
      {"a\\s*", "a\n", {0}},
      {"a\\s*b", "a\nb\na b", {2}},
      {"a\\W", "a\na-\n", {1}},
      {"[^a]", "a\na\nb", {2}},
      {"[^a]", "\n\n", {}},
      {"a.b", "a\nb", {}},
      {"(?s)a.b", "a\nb\naxb", {2}},
      {"a[\\x00-\\xff]b", "a\nb\na.b", {2}},
      {"a(?=\\s)", "a\na \n", {1}},
      {"a(?!b)", "a\nab\nb", {0}},
      {"(?<!\\s)a", "a\na\n a", {0, 1}},
      {"(a)\\1", "a\na\naa", {2}},
  });
}

// In the engines' own syntax, classes contain '\n', so Hyperscan would report lines that do not
// match.
TEST(MatcherTest, WhatMayMatchOverALineEndIsHeldAgainstEachLineAlone) {
  const std::vector<Row> rows = {
      {"a[^x]*b", "a\nab", {1}}, {"a[^x]*b", "a\nb\n", {}},  {"a\\s", "a\nb", {}},
      {"a\\s", "a\n", {}},       {"a\\s*", "a\n", {0}},      {"\\s", "a\nb\n", {}},
      {"\\s", "a\n \n", {1}},    {"[^a]", "a\n\nb", {2}},    {"[^a]*", "a\n\nb\n", {0, 1, 2}},
      {"\\n", "a\nb\n", {}},     {"\\s$", "a\n\nb \n", {2}}, {"^\\s*b", "a\n\nb", {2}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(testing::Message() << "`" << row.pattern << "` on \"" << row.text << '"');
    EXPECT_EQ(lines_of(scan({raw_pattern(row.pattern)}, row.text)), row.lines);
  }
}

TEST(MatcherTest, CarriageReturnBelongsToTheLine) {
  expect_rows({
      {"a$", "a\r\na\n", {1}},
      {"a\\r$", "a\r\na\n", {0}},
      {"a.$", "a\r\na\n", {0}},
      {"^$", "\r\n\n", {1}},
      {"^\\s$", "\r\n\n", {0}},
      {"a\rb", "a\rb\na\nb", {0}},
      {"\\r\\r", "\r\n\r\n\r\r\n", {2}},
  });
}

TEST(MatcherTest, BytesAreBytes) {
  expect_rows({
      {"a\\x00b", "a\0b\nab"sv, {0}},
      {"a.b",
       "a\0b\na\xff"
       "b\nab"sv,
       {0, 1}},
      {"^.$", "\0\n\xff\n\xc3\xa9\n"sv, {0, 1}},
      {"\\xff\\xfe", "\xff\xfe\n\xff\n\xfe"sv, {0}},
      {"\xc3\xa9+$", "\xc3\xa9\xc3\xa9\n\xc3\xa9\xa9\n", {0}},
      {"[\xc3\xa9z]x", "\xc3\xa9x\nzx\n\xa9x\n", {0, 1}},
      {"\\w", "\xe9\n_\n", {1}},
      {"\\W", "\xe9\n_\n", {0}},
  });
}

TEST(MatcherTest, OptionsDecideLines) {
  const PatternOptions ignore_case{.fixed_string = false, .ignore_case = true, .word = false};
  const PatternOptions word{.fixed_string = false, .ignore_case = false, .word = true};
  const PatternOptions fixed{.fixed_string = true, .ignore_case = false, .word = false};
  expect_rows({
      {"aB[x-z]", "ABX\nabz\nabw", {0, 1}, ignore_case},
      {"\xc3\xa9", "\xc3\xa9\n\xc3\x89\n", {0}, ignore_case},
      {"(?i)foo", "FOO\nfo", {0}},
      {"foo", "foo\nfoox\n_foo\n-foo-\nfoo_ foo", {0, 3, 4}, word},
      {"-foo", " -foo\nx-foo\n-foo", {0, 2}, word},
      {"a|ab", "ab\nabc\nb", {0}, word},
      {"a.b*", "a.b*\naxb", {0}, fixed},
      {"", "a\n\n", {0, 1}, fixed},
  });
}

TEST(MatcherTest, WhatHyperscanRefusesIsDecidedByPcre2) {
  expect_rows({
      {"(a|b)c\\1", "aca\nacb\nbcb", {0, 2}},
      {"(?<=a)b", "ab\nb\n", {0}},
      {"a(?!b).", "ab\nac", {1}},
      {"(?>a+)ab", "aaab\n", {}},
      {"a++b", "aab\n", {0}},
      {"x.{0,500}y", "xy\nx\ny\nx--y", {0, 3}},
      {"^(ab){0,100}c$", "ababc\nabab\nbc", {0}},
  });
}

TEST(MatcherTest, OffsetsAreBytesOfTheText) {
  EXPECT_EQ(scan({regex_pattern("b")}, "a\nbb\n\nb"), (Matches{{0, 1, 2, 4}, {0, 3, 6, 7}}));
  EXPECT_EQ(scan({regex_pattern("^$")}, "a\n\n"), (Matches{{0, 1, 2, 2}}));
}

TEST(MatcherTest, ManyPatternsKeepTheirNumbers) {
  const Matches matches = scan(
      {regex_pattern("x*"), regex_pattern("b"), regex_pattern("(?<=a)b"), raw_line_pattern("a *b"),
       regex_pattern("zz"), regex_pattern("(\\w)\\1"), regex_pattern("b")},
      "b\nab\nzz\n");
  EXPECT_EQ(matches, (Matches{{0, 0, 0, 1},
                              {1, 0, 0, 1},
                              {6, 0, 0, 1},
                              {0, 1, 2, 4},
                              {1, 1, 2, 4},
                              {2, 1, 2, 4},
                              {3, 1, 2, 4},
                              {6, 1, 2, 4},
                              {0, 2, 5, 7},
                              {4, 2, 5, 7},
                              {5, 2, 5, 7}}));
}

TEST(MatcherTest, NoPatternsMatchNothing) {
  EXPECT_TRUE(scan({}, "a\n").empty());
}

TEST(MatcherTest, GiantLines) {
  const std::string filler(1 << 20, 'x');
  const std::string text = "needle\n" + filler + "needle" + filler + "\nneedle\n" + filler;
  for (const char* pattern : {"needle", "ne+dle", "(?<=x)needle|^needle", "n[^y]*dle"}) {
    for (const Pattern& variant : variants(regex_pattern(pattern))) {
      EXPECT_EQ(lines_of(scan({variant}, text)), (Lines{0, 1, 2})) << pattern;
    }
  }
  EXPECT_EQ(lines_of(scan({regex_pattern("^x.*needlex.*x$")}, text)), (Lines{1}));
  EXPECT_EQ(lines_of(scan({raw_pattern("x[^y]*x")}, text)), (Lines{1, 3}));
  // The JIT stack is too small for the backtracking of this line.
  EXPECT_EQ(lines_of(scan({regex_pattern("^(x|z)*$(?<!z)")}, text)), (Lines{3}));
}

TEST(MatcherTest, DenseReportsLoseNoLine) {
  std::string text;
  Lines expected;
  for (uint64_t line = 0; line < 3000; ++line) {
    const bool matching = line % 3 != 1;
    text += matching ? "  abcdefgh abcdefgh" : "  123";
    text += line % 7 == 0 ? "\n\n" : "\n";
    const auto empty_lines = (line + 6) / 7;
    if (matching) expected.push_back(line + empty_lines);
  }
  for (const std::string_view end : {"", "a", "a\n", "\n", "1\na"}) {
    for (const char* pattern : {"[a-z]", "[a-h]+", "a|b|c|d|h"}) {
      SCOPED_TRACE(testing::Message() << pattern << " and `" << end << '`');
      const Lines lines = lines_of(scan({regex_pattern(pattern)}, text + std::string(end)));
      Lines all = expected;
      const uint64_t next = 3000 + (3000 + 6) / 7;
      if (end.starts_with('a')) all.push_back(next);
      if (end == "1\na") all.push_back(next + 1);
      EXPECT_EQ(lines, all);
      EXPECT_EQ(
          lines_of(scan({regex_pattern(pattern), regex_pattern("zz")}, text + std::string(end))),
          all);
    }
  }
}

TEST(MatcherTest, FirstLineNumbersTheMatches) {
  Result<Matcher> matcher =
      Matcher::compile({regex_pattern("b"), regex_pattern("(b)\\1"), regex_pattern("$")});
  ASSERT_TRUE(matcher.is_ok());
  Result<LineScanner> scanner = LineScanner::create(*matcher);
  ASSERT_TRUE(scanner.is_ok());
  Matches matches;
  ASSERT_TRUE(scanner->scan("a\nbb\n", &matches, 40).is_ok());
  EXPECT_EQ(lines_of(matches), (Lines{40, 41, 41, 41}));
}

TEST(MatcherTest, MatchLimitIsAnErrorThatNamesPatternAndLine) {
  const std::string text = "b\n" + std::string(60, 'a') + "b\n";
  Result<Matcher> matcher = Matcher::compile({regex_pattern("((a|aa)+)+$(?<!b)")});
  ASSERT_TRUE(matcher.is_ok()) << matcher.status().message();
  Result<LineScanner> scanner = LineScanner::create(*matcher);
  ASSERT_TRUE(scanner.is_ok());
  Matches matches;
  const Status status = scanner->scan(text, &matches, 10);
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("line 12: pattern `((a|aa)+)+$(?<!b)`: "), std::string::npos)
      << status.message();
  EXPECT_FALSE(scanner->matches_any(text).is_ok());
  // The scanner can still be used.
  ASSERT_TRUE(scanner->scan("aa\nb", &matches).is_ok());
  EXPECT_EQ(lines_of(matches), (Lines{0}));
}

TEST(MatcherTest, ScannersOfOneMatcherAreIndependent) {
  Result<Matcher> matcher = Matcher::compile({regex_pattern("b")});
  ASSERT_TRUE(matcher.is_ok());
  Result<LineScanner> first = LineScanner::create(*matcher);
  Result<LineScanner> second = LineScanner::create(*matcher);
  ASSERT_TRUE(first.is_ok() && second.is_ok());
  Matches a;
  Matches b;
  ASSERT_TRUE(first->scan("b\n", &a).is_ok());
  ASSERT_TRUE(second->scan("a\nb\n", &b).is_ok());
  EXPECT_EQ(lines_of(a), (Lines{0}));
  EXPECT_EQ(lines_of(b), (Lines{1}));
  *first = *std::move(second);
  ASSERT_TRUE(first->scan("\n\nb", &a).is_ok());
  EXPECT_EQ(lines_of(a), (Lines{2}));
}

}  // namespace
}  // namespace trawl
