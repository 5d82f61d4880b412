#include "indexer/text/quantities.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace trawl {
namespace {

TEST(ParseSize, ReadsBinaryMultiples) {
  const std::pair<const char*, uint64_t> good[] = {{"0", 0},
                                                   {"4096", 4096},
                                                   {"512K", 512 << 10},
                                                   {"64m", 64 << 20},
                                                   {"1G", 1 << 30},
                                                   {"2t", uint64_t{2} << 40},
                                                   {"007k", 7 << 10},
                                                   {"9223372036854775808", uint64_t{1} << 63},
                                                   {"8388608T", uint64_t{1} << 63}};
  for (const auto& [text, expected] : good) {
    uint64_t bytes = 1;
    EXPECT_TRUE(parse_size(text, &bytes)) << text;
    EXPECT_EQ(bytes, expected) << text;
  }
}

TEST(ParseSize, RefusesTheRestAndLeavesTheValueAlone) {
  for (const char* text :
       {"", "G", "1GB", "1 G", " 1", "-1", "+1", "1.5G", "0x10", "1e3", "k", "9223372036854775809",
        "99999999999999999999999", "8388609T", "9007199254740993k"}) {
    uint64_t bytes = 77;
    EXPECT_FALSE(parse_size(text, &bytes)) << text;
    EXPECT_EQ(bytes, 77u) << text;
  }
}

TEST(CountText, TheNounAgreesWithItsNumber) {
  EXPECT_EQ(count_text(1, "line"), "1 line");
  EXPECT_EQ(count_text(0, "line"), "0 lines");
  EXPECT_EQ(count_text(21, "posting list"), "21 posting lists");
  EXPECT_EQ(plural("line", 1), "line");
  EXPECT_EQ(plural("line", 11), "lines");
  EXPECT_EQ(count_text(1, "repository"), "1 repository");
  EXPECT_EQ(count_text(174, "repository"), "174 repositories");
  EXPECT_EQ(count_text(2, "day"), "2 days");
  EXPECT_EQ(count_text(2, "match"), "2 matches");
  EXPECT_EQ(count_text(0, "index"), "0 indexes");
}

TEST(FormatSize, ShowsThreeDigitsAtMost) {
  EXPECT_EQ(format_size(0), "0 B");
  EXPECT_EQ(format_size(17), "17 B");
  EXPECT_EQ(format_size(1023), "1023 B");
  EXPECT_EQ(format_size(1024), "1 KiB");
  EXPECT_EQ(format_size(3 << 29), "1.5 GiB");
  EXPECT_EQ(format_size(312 << 20), "312 MiB");
  EXPECT_EQ(format_size(1023 << 20), "0.999 GiB");
  EXPECT_EQ(format_size(UINT64_MAX), "16 EiB");
}

TEST(FirstNames, SaysHowManyAreLeftOut) {
  const std::vector<std::string> names = {"a", "b", "c"};
  EXPECT_EQ(first_names({}, 2), "");
  EXPECT_EQ(first_names(names, 3), "a, b, c");
  EXPECT_EQ(first_names(names, 2), "a, b and 1 more");
}

}  // namespace
}  // namespace trawl
