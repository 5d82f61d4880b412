#include "indexer/text/control_characters.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

using namespace std::string_literals;

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

}  // namespace
}  // namespace trawl
