#include "indexer/text/utf8.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/indexer/text/encode_utf8.h"

namespace trawl {
namespace {

using namespace std::string_literals;

TEST(IsValidUtf8, KnowsEveryCodePoint) {
  for (uint32_t c = 0; c <= 0x120000; ++c) {
    const bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    ASSERT_EQ(is_valid_utf8(encode_utf8(c)), valid) << std::hex << c;
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

}  // namespace
}  // namespace trawl
