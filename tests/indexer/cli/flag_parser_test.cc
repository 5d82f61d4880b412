#include "indexer/cli/flag_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

using Words = std::vector<std::string>;

const std::vector<Flag>& flags() {
  static const std::vector<Flag> all = {{.name = "count", .letter = 'c'},
                                        {.name = "ignore-case", .letter = 'i'},
                                        {.name = "jobs", .letter = 'j', .value = "N"},
                                        {.name = "index", .value = "DIR"},
                                        {.name = "exclude", .value = "GLOB", .repeats = true}};
  return all;
}

Arguments parse(const Words& words) {
  Result<Arguments> arguments = parse_arguments(flags(), words);
  EXPECT_TRUE(arguments.is_ok()) << arguments.status().message();
  return arguments.is_ok() ? std::move(arguments).value() : Arguments();
}

std::string refusal(const Words& words) {
  const Result<Arguments> arguments = parse_arguments(flags(), words);
  EXPECT_FALSE(arguments.is_ok());
  if (arguments.is_ok()) return "";
  EXPECT_EQ(arguments.status().code(), StatusCode::kInvalidArgument);
  return arguments.status().message();
}

TEST(FlagParser, TheLastOfRepeatedFlagsWins) {
  EXPECT_EQ(parse({"--jobs", "1", "-j2", "--jobs=3"}).get("jobs"), "3");
  EXPECT_TRUE(parse({"-c", "--no-count", "-c"}).has("count"));
  EXPECT_FALSE(parse({"-c", "--no-count"}).has("count"));
  EXPECT_FALSE(parse({"--no-count"}).has("count"));
}

TEST(FlagParser, SomeFlagsCollect) {
  EXPECT_EQ(parse({"--exclude", "a", "x", "--exclude", "b"}).all("exclude"), (Words{"a", "b"}));
  EXPECT_EQ(parse({}).all("exclude"), Words());
}

TEST(FlagParser, LettersCombine) {
  const Arguments arguments = parse({"-cij", "4", "word"});
  EXPECT_TRUE(arguments.has("count"));
  EXPECT_TRUE(arguments.has("ignore-case"));
  EXPECT_EQ(arguments.get("jobs"), "4");
  EXPECT_EQ(arguments.positional(), Words{"word"});
}

TEST(FlagParser, WordsStayInOrderWithFlagsBetweenThem) {
  EXPECT_EQ(parse({"a", "-c", "b", "--index", "d", "c"}).positional(), (Words{"a", "b", "c"}));
  EXPECT_EQ(parse({"--", "-c", "--index"}).positional(), (Words{"-c", "--index"}));
  EXPECT_EQ(parse({"-c", "-", ""}).positional(), (Words{"-", ""}));
  EXPECT_EQ(parse({"a b", "\xFF"}).positional(), (Words{"a b", "\xFF"}));
}

TEST(FlagParser, ValuesMayBeEmptyOrLookLikeWords) {
  EXPECT_EQ(parse({"--index", ""}).get("index"), "");
  EXPECT_EQ(parse({"--index", "a=b"}).get("index"), "a=b");
  for (const char* name : {"index", "count", "no-count", "c", "-", "-x"}) {
    EXPECT_EQ(parse({"--index", name}).get("index"), name);
    EXPECT_EQ(parse({"-j", name}).get("jobs"), name);
  }
  EXPECT_EQ(parse({"--index=--count"}).get("index"), "--count");
}

TEST(FlagParser, RefusalsNameTheFlag) {
  EXPECT_NE(refusal({"--nonsense"}).find("--nonsense"), std::string::npos);
  EXPECT_NE(refusal({"-z"}).find("-z"), std::string::npos);
  EXPECT_NE(refusal({"--index"}).find("--index"), std::string::npos);
  EXPECT_NE(refusal({"--index="}).find("--index"), std::string::npos);
  EXPECT_NE(refusal({"--count=1"}).find("--count"), std::string::npos);
  EXPECT_NE(refusal({"--no-index"}).find("--no-index"), std::string::npos);
  EXPECT_NE(refusal({"--coun"}).find("--coun"), std::string::npos);
}

TEST(FlagParser, HelpIsGivenWhateverElseIsWrong) {
  std::vector<Flag> all = flags();
  all.push_back(help_flag());
  for (const Words& words :
       {Words{"-h", "-Z"}, Words{"--nonsense", "--help"}, Words{"-h", "--index"}}) {
    const Result<Arguments> arguments = parse_arguments(all, words);
    ASSERT_TRUE(arguments.is_ok()) << arguments.status().message();
    EXPECT_TRUE(arguments->has("help"));
  }
  EXPECT_FALSE(parse_arguments(all, {"-Z", "--", "--help"}).is_ok());
  EXPECT_FALSE(parse_arguments(flags(), {"--help"}).is_ok());
}

}  // namespace
}  // namespace trawl
