#include "indexer/base/command_line.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

using Words = std::vector<std::string>;

const std::vector<Flag>& flags() {
  static const std::vector<Flag> all = {{"count", 'c', "", false, "count"},
                                        {"ignore-case", 'i', "", false, "ignore case"},
                                        {"jobs", 'j', "N", false, "threads"},
                                        {"index", '\0', "DIR", false, "the index"},
                                        {"exclude", '\0', "GLOB", true, "skip"}};
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

TEST(CommandLine, TheLastOfRepeatedFlagsWins) {
  EXPECT_EQ(parse({"--jobs", "1", "-j2", "--jobs=3"}).get("jobs"), "3");
  EXPECT_TRUE(parse({"-c", "--no-count", "-c"}).has("count"));
  EXPECT_FALSE(parse({"-c", "--no-count"}).has("count"));
  EXPECT_FALSE(parse({"--no-count"}).has("count"));
}

TEST(CommandLine, SomeFlagsCollect) {
  EXPECT_EQ(parse({"--exclude", "a", "x", "--exclude", "b"}).all("exclude"), (Words{"a", "b"}));
  EXPECT_EQ(parse({}).all("exclude"), Words());
}

TEST(CommandLine, LettersCombine) {
  const Arguments arguments = parse({"-cij", "4", "word"});
  EXPECT_TRUE(arguments.has("count"));
  EXPECT_TRUE(arguments.has("ignore-case"));
  EXPECT_EQ(arguments.get("jobs"), "4");
  EXPECT_EQ(arguments.positional(), Words{"word"});
}

TEST(CommandLine, WordsStayInOrderWithFlagsBetweenThem) {
  EXPECT_EQ(parse({"a", "-c", "b", "--index", "d", "c"}).positional(), (Words{"a", "b", "c"}));
  EXPECT_EQ(parse({"--", "-c", "--index"}).positional(), (Words{"-c", "--index"}));
  EXPECT_EQ(parse({"-c", "-", ""}).positional(), (Words{"-", ""}));
  EXPECT_EQ(parse({"a b", "\xFF"}).positional(), (Words{"a b", "\xFF"}));
}

TEST(CommandLine, ValuesMayBeEmptyOrLookLikeWords) {
  EXPECT_EQ(parse({"--index", ""}).get("index"), "");
  EXPECT_EQ(parse({"--index", "a=b"}).get("index"), "a=b");
  for (const char* name : {"index", "count", "no-count", "c", "-", "-x"}) {
    EXPECT_EQ(parse({"--index", name}).get("index"), name);
    EXPECT_EQ(parse({"-j", name}).get("jobs"), name);
  }
  EXPECT_EQ(parse({"--index=--count"}).get("index"), "--count");
}

TEST(CommandLine, RefusalsNameTheFlag) {
  EXPECT_NE(refusal({"--nonsense"}).find("--nonsense"), std::string::npos);
  EXPECT_NE(refusal({"-z"}).find("-z"), std::string::npos);
  EXPECT_NE(refusal({"--index"}).find("--index"), std::string::npos);
  EXPECT_NE(refusal({"--index="}).find("--index"), std::string::npos);
  EXPECT_NE(refusal({"--count=1"}).find("--count"), std::string::npos);
  EXPECT_NE(refusal({"--no-index"}).find("--no-index"), std::string::npos);
  EXPECT_NE(refusal({"--coun"}).find("--coun"), std::string::npos);
}

TEST(CommandLine, HelpIsGivenWhateverElseIsWrong) {
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

TEST(CommandLine, NumbersAndSizesAreChecked) {
  EXPECT_EQ(*number_argument(parse({"-j", "7"}), "jobs", 1, 8, 0), 7u);
  EXPECT_EQ(*number_argument(parse({}), "jobs", 1, 8, 3), 3u);
  for (const char* wrong : {"0", "9", "x", "7x", "", "-1", "99999999999999999999"}) {
    const Result<uint64_t> number = number_argument(parse({"--jobs", wrong}), "jobs", 1, 8, 0);
    ASSERT_FALSE(number.is_ok()) << wrong;
    EXPECT_NE(number.status().message().find("--jobs"), std::string::npos);
  }
  EXPECT_EQ(*size_argument(parse({"-j", "2M"}), "jobs", 0), uint64_t{2} << 20);
  EXPECT_FALSE(size_argument(parse({"-j", "2X"}), "jobs", 0).is_ok());
}

TEST(CommandLine, TheIndexComesFromFlagThenEnvironment) {
  ASSERT_EQ(setenv("HOME", "/home/me", 1), 0);
  ASSERT_EQ(unsetenv("XDG_DATA_HOME"), 0);
  ASSERT_EQ(unsetenv("TRAWL_INDEX"), 0);
  EXPECT_EQ(*index_directory(parse({})), "/home/me/.local/share/trawl/index");
  ASSERT_EQ(setenv("XDG_DATA_HOME", "relative", 1), 0);
  EXPECT_EQ(*index_directory(parse({})), "/home/me/.local/share/trawl/index");
  ASSERT_EQ(setenv("XDG_DATA_HOME", "/data", 1), 0);
  EXPECT_EQ(*index_directory(parse({})), "/data/trawl/index");
  ASSERT_EQ(setenv("TRAWL_INDEX", "/mine", 1), 0);
  EXPECT_EQ(*index_directory(parse({})), "/mine");
  EXPECT_EQ(*index_directory(parse({"--index", "/given"})), "/given");
  EXPECT_EQ(index_directory(parse({"--index", ""})).status().message(),
            "--index must not be empty");
  for (const char* variable : {"HOME", "XDG_DATA_HOME", "TRAWL_INDEX"}) {
    ASSERT_EQ(setenv(variable, "", 1), 0);
  }
  EXPECT_NE(index_directory(parse({})).status().message().find("no default place"),
            std::string::npos);
}

TEST(CommandLine, HelpListsEveryFlag) {
  const std::string help = describe_flags(flags());
  EXPECT_NE(help.find("  -j, --jobs N"), std::string::npos) << help;
  EXPECT_NE(help.find("      --index DIR"), std::string::npos) << help;
  EXPECT_NE(help.find("ignore case"), std::string::npos) << help;
}

}  // namespace
}  // namespace trawl
