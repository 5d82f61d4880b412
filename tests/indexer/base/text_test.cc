#include "indexer/base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

namespace trawl {
namespace {

using namespace std::string_literals;

// The UTF-8 form of a code point, or of what would be a surrogate's or a value's above U+10FFFF.
std::string utf8(uint32_t c) {
  const auto byte = [](uint32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 63))};
  if (c < 0x10000) {
    return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 63)), byte(0x80 | (c & 63))};
  }
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 63)), byte(0x80 | (c >> 6 & 63)),
          byte(0x80 | (c & 63))};
}

TEST(FoldAscii, FoldsUpperCaseLettersAlone) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool upper = byte >= 'A' && byte <= 'Z';
    EXPECT_EQ(fold_ascii(static_cast<uint8_t>(byte)), upper ? byte + 32 : byte);
  }
}

TEST(CountLines, CountsALastLineWithoutItsEnd) {
  EXPECT_EQ(count_lines(""), 0u);
  EXPECT_EQ(count_lines("\n"), 1u);
  EXPECT_EQ(count_lines("a"), 1u);
  EXPECT_EQ(count_lines("a\n"), 1u);
  EXPECT_EQ(count_lines("a\nb"), 2u);
  EXPECT_EQ(count_lines("\n\n"), 2u);
  EXPECT_EQ(count_lines("a\r\nb\rc"), 2u);
}

// Lengths around the step of the vector loop, and densities up to nothing but line ends, which
// would overflow a counter that is too narrow.
TEST(CountLines, AgreesWithACountOfCharacters) {
  std::mt19937 random(1);
  for (size_t size = 0; size < 1500; size += 7) {
    for (const unsigned one_in : {1u, 2u, 40u}) {
      std::string text(size, 'x');
      for (char& c : text) c = random() % one_in == 0 ? '\n' : 'x';
      const auto ends = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
      EXPECT_EQ(count_lines(text), ends + (!text.empty() && text.back() != '\n' ? 1 : 0));
    }
  }
}

TEST(IsValidUtf8, KnowsEveryCodePoint) {
  for (uint32_t c = 0; c <= 0x120000; ++c) {
    const bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    ASSERT_EQ(is_valid_utf8(utf8(c)), valid) << std::hex << c;
  }
}

TEST(IsValidUtf8, RefusesMalformedBytesWhereverTheyStand) {
  const std::string bad[] = {"\x80"s,
                             "\xBF"s,
                             "\xC0\x80"s,
                             "\xC1\xBF"s,
                             "\xE0\x80\x80"s,
                             "\xF0\x80\x80\x80"s,
                             "\xF5\x80\x80\x80"s,
                             "\xFF"s,
                             "\xC3"s,
                             "\xE2\x82"s,
                             "\xF0\x9F\x98"s,
                             "\xC3("s,
                             "\xE2\x82("s,
                             "\xF0\x9F\x98("s};
  for (const std::string& bytes : bad) {
    for (size_t before = 0; before < 40; ++before) {
      for (const size_t after : {0u, 1u, 40u}) {
        const std::string text = std::string(before, 'a') + bytes + std::string(after, 'b');
        EXPECT_FALSE(is_valid_utf8(text)) << before << " " << after;
      }
    }
  }
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("\0a"s));
  for (size_t before = 0; before < 40; ++before) {
    EXPECT_TRUE(is_valid_utf8(std::string(before, 'a') + "é" + "€😀" + std::string(40, 'b')));
  }
}

// Python: ''.join(chr(c) for c in range(0x110000) if chr(c).isspace())
const uint32_t kPythonSpaces[] = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x1C,   0x1D,   0x1E,
                                  0x1F,   0x20,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002,
                                  0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                                  0x2028, 0x2029, 0x202F, 0x205F, 0x3000};

TEST(StripLikePython, StripsExactlyPythonsSpaces) {
  for (uint32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const bool space =
        std::find(std::begin(kPythonSpaces), std::end(kPythonSpaces), c) != std::end(kPythonSpaces);
    const std::string point = utf8(c);
    const std::string text = point + "x" + point;
    ASSERT_EQ(strip_like_python(text), space ? "x" : text) << std::hex << c;
  }
}

TEST(StripLikePython, StripsRunsAndKeepsTheInside) {
  EXPECT_EQ(strip_like_python(""), "");
  EXPECT_EQ(strip_like_python(" \t\r\n"), "");
  EXPECT_EQ(strip_like_python("\xC2\xA0 \xE3\x80\x80 a b \xE2\x80\xA9\n"), "a b");
}

TEST(StripLikePython, TakesBytesThatAreNotUtf8AsText) {
  EXPECT_EQ(strip_like_python("\x85 x \xA0"), "\x85 x \xA0");
  EXPECT_EQ(strip_like_python(" \xE2\x80"), "\xE2\x80");
  EXPECT_EQ(strip_like_python("\x80\x80 "), "\x80\x80");
  // A lead byte that its own character lacks does not hide the space behind it.
  EXPECT_EQ(strip_like_python("x\xE2\xC2\x85"), "x\xE2");
}

TEST(EscapeControl, KeepsTextAndEscapesWhatDrivesATerminal) {
  EXPECT_EQ(escape_control("a\tb é 😀"), "a\tb é 😀");
  EXPECT_EQ(escape_control("\x1B[31m\r\n\x7F"), "\\x1b[31m\\x0d\\x0a\\x7f");
  EXPECT_EQ(escape_control("\0"s), "\\x00");
  EXPECT_EQ(escape_control("\xC2\x9B"
                           "2J"),
            "\\xc2\\x9b2J");
  EXPECT_EQ(escape_control("\xC2\xA0"), "\xC2\xA0");
  EXPECT_EQ(escape_control("a\xFFz\xC3"), "a\\xffz\\xc3");
}

TEST(ListLines, LeavesOutBlankLinesAndComments) {
  const auto lines = list_lines("\xEF\xBB\xBF# x\n\na\tb\r\n \t\n\t # y\n  c # z\n\r\nlast");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].number, 3u);
  EXPECT_EQ(lines[0].text, "a\tb");
  EXPECT_EQ(lines[1].number, 6u);
  EXPECT_EQ(lines[1].text, "  c # z");
  EXPECT_EQ(lines[2].number, 8u);
  EXPECT_EQ(lines[2].text, "last");
  EXPECT_TRUE(list_lines("").empty());
  EXPECT_EQ(list_lines("a\xEF\xBB\xBF").at(0).text, "a\xEF\xBB\xBF");
}

TEST(HasOuterBlank, SeesSpacesAndTabsAtTheEnds) {
  for (const char* text : {" a", "a ", "\ta", "a\t", " "})
    EXPECT_TRUE(has_outer_blank(text)) << text;
  for (const char* text : {"", "a", "a b", "\xC2\xA0"}) EXPECT_FALSE(has_outer_blank(text)) << text;
}

TEST(Base64Encode, GivesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64_encode(""), "");
  EXPECT_EQ(base64_encode("f"), "Zg==");
  EXPECT_EQ(base64_encode("fo"), "Zm8=");
  EXPECT_EQ(base64_encode("foo"), "Zm9v");
  EXPECT_EQ(base64_encode("foob"), "Zm9vYg==");
  EXPECT_EQ(base64_encode("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_encode("\xFB\xFF\xFE"), "+//+");
}

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

}  // namespace
}  // namespace trawl
