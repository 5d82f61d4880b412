#include "indexer/cli/unknown_flag.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/cli/flag_parser.h"

namespace trawl {
namespace {

const std::vector<Flag>& few_flags() {
  static const std::vector<Flag> all = {{.name = "count", .letter = 'c'},
                                        {.name = "path", .value = "REGEX", .once = true},
                                        {.name = "jobs", .letter = 'j', .value = "N"},
                                        {.name = "crlf", .is_planned = true}};
  return all;
}

constexpr Habit kHabits[] = {{"-g --glob", "use --path REGEX"}, {"-r --contents", "leave it out"}};

std::string refusal_of(const std::vector<std::string>& words) {
  const Result<Arguments> arguments = parse_arguments(few_flags(), words, kHabits);
  EXPECT_FALSE(arguments.is_ok());
  return arguments.status().message();
}

TEST(UnknownFlag, NamesWhatDoesTheSame) {
  EXPECT_EQ(refusal_of({"-g", "*.h"}), "unknown option '-g': use --path REGEX");
  EXPECT_EQ(refusal_of({"-g*.h"}), "unknown option '-g': use --path REGEX");
  EXPECT_EQ(refusal_of({"--glob=*.h"}), "unknown option '--glob': use --path REGEX");
  EXPECT_EQ(refusal_of({"-cr"}), "unknown option '-r': leave it out");
  EXPECT_EQ(refusal_of({"--contents"}), "unknown option '--contents': leave it out");
}

TEST(UnknownFlag, NamesTheNearest) {
  EXPECT_EQ(refusal_of({"--coun"}), "unknown option '--coun'; did you mean --count?");
  EXPECT_EQ(refusal_of({"--Path=x"}), "unknown option '--Path'; did you mean --path?");
  EXPECT_EQ(refusal_of({"-path", "x"}), "unknown option '-path'; did you mean --path?");
  EXPECT_EQ(refusal_of({"--crl"}), "unknown option '--crl' (--help lists the options)");
  EXPECT_EQ(refusal_of({"-Z"}), "unknown option '-Z' (--help lists the options)");
  EXPECT_EQ(describe_unknown_flag("---", few_flags(), {}),
            "unknown option '---' (--help lists the options)");
}

TEST(UnknownFlag, ValuesThatAreMissingOrTooMany) {
  EXPECT_EQ(refusal_of({"--path"}), "--path needs a value: --path REGEX");
  EXPECT_EQ(refusal_of({"--path="}), "--path needs a value: --path REGEX");
  EXPECT_EQ(refusal_of({"-j"}), "--jobs needs a value: --jobs N");
  EXPECT_EQ(refusal_of({"--count=3"}), "--count takes no value: write it without =");
}

TEST(UnknownFlag, SomeAreGivenOnce) {
  EXPECT_EQ(refusal_of({"--path", "a", "--path", "b"}), "--path is given 2 times: give it once");
  EXPECT_TRUE(parse_arguments(few_flags(), {"-j", "1", "-j", "2", "-c", "-c"}).is_ok());
}

}  // namespace
}  // namespace trawl
