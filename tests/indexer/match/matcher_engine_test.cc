// Which engine decides the lines of a pattern, and which patterns cannot be compiled at all.
#include <gtest/gtest.h>

#include "indexer/match/matcher.h"
#include "tests/indexer/match/pattern_variants.h"

namespace trawl {
namespace {

std::string engine_of(const Pattern& pattern) {
  Result<Matcher> matcher = Matcher::compile({pattern});
  return matcher.is_ok() ? matcher->engine_description(0) : matcher.status().message();
}

std::string engine_of(std::string_view text) {
  Result<Pattern> pattern = parse_pattern(text, {});
  return pattern.is_ok() ? engine_of(*pattern) : pattern.status().message();
}

TEST(MatcherEngineTest, PlainPatternsAreHyperscans) {
  for (const char* text :
       {"eventlet", "a[^x]*b", "^\\s*import", "x{200}", "x.{0,200}y", "(foo|ba){40}"}) {
    EXPECT_EQ(engine_of(text), "hyperscan") << text;
  }
}

TEST(MatcherEngineTest, EveryLinePatternsNeedNoEngine) {
  for (const char* text : {"", "x*", "^", "$", "a|b?"})
    EXPECT_EQ(engine_of(text), "every line") << text;
}

TEST(MatcherEngineTest, WhatIsNotProvedToStayInItsLineIsPcre2s) {
  EXPECT_EQ(engine_of(raw_pattern("a[^x]b")), "pcre2: may match a newline");
  EXPECT_EQ(engine_of(raw_line_pattern("a.b")), "hyperscan");
}

TEST(MatcherEngineTest, LargeRepeatsArePcre2s) {
  EXPECT_EQ(
      engine_of("x.{0,10000}y"),
      "hyperscan filter, pcre2: repeats of 10000 bytes, more than the 200 that compile quickly");
  EXPECT_EQ(engine_of("(a{20}b){10}c").find("hyperscan filter, pcre2: repeats of 210 bytes"), 0U)
      << engine_of("(a{20}b){10}c");
  EXPECT_EQ(engine_of("x{100}y{100}z{100}").find("hyperscan filter, pcre2: repeats of 300"), 0U)
      << engine_of("x{100}y{100}z{100}");
}

TEST(MatcherEngineTest, RepeatsTooLargeForPcre2AreHyperscansAfterAll) {
  EXPECT_EQ(engine_of("(ab){6000}"), "hyperscan");
}

TEST(MatcherEngineTest, RefusedPatternsArePcre2s) {
  EXPECT_EQ(engine_of("(?<=a)b").find("hyperscan filter, pcre2: "), 0U) << engine_of("(?<=a)b");
  EXPECT_EQ(engine_of("(a)\\1").find("hyperscan filter, pcre2: "), 0U) << engine_of("(a)\\1");
  EXPECT_EQ(engine_of("(?!a)").find("pcre2: "), 0U) << engine_of("(?!a)");
}

TEST(MatcherEngineTest, RefusalsOfTheEngineItself) {
  EXPECT_EQ(engine_of(raw_line_pattern("a$b")), "pcre2: Embedded end anchors not supported.");
  EXPECT_EQ(engine_of(raw_line_pattern(std::string_view("a\0b", 3))), "pcre2: contains a NUL byte");
  // One refused pattern does not change the positions of the others.
  Result<Matcher> matcher = Matcher::compile({raw_line_pattern("a"), raw_line_pattern("a$b"),
                                              raw_line_pattern("b"), raw_line_pattern("c^d")});
  ASSERT_TRUE(matcher.is_ok()) << matcher.status().message();
  EXPECT_EQ(matcher->pattern_count(), 4U);
  EXPECT_EQ(matcher->engine_description(0), "hyperscan");
  EXPECT_EQ(matcher->engine_description(1), "pcre2: Embedded end anchors not supported.");
  EXPECT_EQ(matcher->engine_description(2), "hyperscan");
  EXPECT_EQ(matcher->engine_description(3), "pcre2: Embedded start anchors not supported.");
}

// The text contains the bytes of an extra expression, which is compiled together with each large
// set but does not belong to it.
TEST(MatcherEngineTest, LargeSetsReportTheirOwnPatternsAlone) {
  std::vector<Pattern> patterns;
  for (int i = 0; i < 100; ++i) {
    patterns.push_back(parse_pattern("\\bw" + std::to_string(i) + "\\b", {}).value());
  }
  Result<Matcher> matcher = Matcher::compile(std::move(patterns));
  ASSERT_TRUE(matcher.is_ok()) << matcher.status().message();
  LineScanner scanner = LineScanner::create(*matcher).value();
  std::vector<LineMatch> matches;
  const std::string odd = "\xff\xfe\xff\xfd\xfb\xff\xfc";
  ASSERT_TRUE(scanner.scan(odd + "\n" + odd + " w7 w99 " + odd + "\nw100\n", &matches).is_ok());
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].pattern, 7u);
  EXPECT_EQ(matches[1].pattern, 99u);
  EXPECT_EQ(matches[1].line, 1u);
}

TEST(MatcherEngineTest, WhatNoEngineCompilesIsAnErrorThatNamesThePattern) {
  const std::string too_large = engine_of("(abcdefghijklmnopqrst){1600}");
  EXPECT_EQ(
      too_large.find("pattern `(abcdefghijklmnopqrst){1600}`: regular expression is too large"), 0U)
      << too_large;
  Result<Matcher> matcher = Matcher::compile({raw_line_pattern("a"), raw_line_pattern("b(")});
  ASSERT_FALSE(matcher.is_ok());
  EXPECT_EQ(matcher.status().code(), StatusCode::kInvalidArgument);
  EXPECT_NE(matcher.status().message().find("pattern `b(`: "), std::string::npos)
      << matcher.status().message();
}

}  // namespace
}  // namespace trawl
