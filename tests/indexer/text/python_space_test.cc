#include "indexer/text/python_space.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/indexer/text/encode_utf8.h"

namespace trawl {
namespace {

// In Python: ''.join(chr(c) for c in range(0x110000) if chr(c).isspace())
const uint32_t kPythonSpaces[] = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x1C,   0x1D,   0x1E,
                                  0x1F,   0x20,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002,
                                  0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                                  0x2028, 0x2029, 0x202F, 0x205F, 0x3000};

TEST(StripLikePython, StripsExactlyPythonsSpaces) {
  for (uint32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const bool space =
        std::find(std::begin(kPythonSpaces), std::end(kPythonSpaces), c) != std::end(kPythonSpaces);
    const std::string point = encode_utf8(c);
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
  // A lead byte without its continuation does not hide the space after it.
  EXPECT_EQ(strip_like_python("x\xE2\xC2\x85"), "x\xE2");
}

}  // namespace
}  // namespace trawl
