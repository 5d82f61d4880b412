#include "indexer/format/coding.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace trawl {
namespace {

using namespace std::string_literals;

std::string varint(uint64_t value) {
  std::string out;
  put_varint(&out, value);
  return out;
}

TEST(Coding, FixedNumbersAreBigEndian) {
  std::string out;
  put_u8(&out, 0xAB);
  put_u32_be(&out, 0x01020304);
  put_u64_be(&out, 0x05060708090A0B0C);
  EXPECT_EQ(out, "\xAB\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C"s);
  Decoder decoder(out, "numbers");
  EXPECT_EQ(decoder.u8(), 0xAB);
  EXPECT_EQ(decoder.u32_be(), 0x01020304u);
  EXPECT_EQ(decoder.remaining(), 8u);
  EXPECT_EQ(decoder.u64_be(), 0x05060708090A0B0Cu);
  EXPECT_TRUE(decoder.finish().is_ok());
}

TEST(Coding, VarintsAreLeb128) {
  EXPECT_EQ(varint(0), "\x00"s);
  EXPECT_EQ(varint(127), "\x7F"s);
  EXPECT_EQ(varint(128), "\x80\x01"s);
  EXPECT_EQ(varint(300), "\xAC\x02"s);
  EXPECT_EQ(varint(UINT64_MAX), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"s);
}

TEST(Coding, VarintsOfEveryWidthRoundTrip) {
  for (unsigned bits = 0; bits < 64; ++bits) {
    for (const uint64_t value :
         {uint64_t{1} << bits, (uint64_t{1} << bits) - 1, ~uint64_t{0} >> bits}) {
      const std::string bytes = varint(value);
      Decoder decoder(bytes, "varint");
      EXPECT_EQ(decoder.varint(), value);
      EXPECT_TRUE(decoder.finish().is_ok());
    }
  }
}

TEST(Coding, MalformedVarintsFail) {
  const std::vector<std::string> malformed = {
      ""s,
      "\x80"s,      // goes on past the end
      "\x80\x00"s,  // longer than it need be
      "\xFF\x80\x00"s,
      "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"s,  // beyond 64 bits
      "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"s};
  for (const std::string& bytes : malformed) {
    Decoder decoder(bytes, "varint");
    EXPECT_EQ(decoder.varint(), 0u);
    EXPECT_FALSE(decoder.is_ok());
    EXPECT_EQ(decoder.status().code(), StatusCode::kCorruption);
  }
}

TEST(Coding, BoundedVarintsFailAboveTheirBound) {
  const std::string bytes = varint(300);
  EXPECT_EQ(Decoder(bytes, "x").varint_at_most(300), 300u);
  Decoder decoder(bytes, "x");
  EXPECT_EQ(decoder.varint_at_most(299), 0u);
  EXPECT_FALSE(decoder.is_ok());
  const std::string wide = varint(uint64_t{1} << 32);
  Decoder narrow(wide, "x");
  EXPECT_EQ(narrow.varint32(), 0u);
  EXPECT_FALSE(narrow.is_ok());
}

TEST(Coding, StringsCarryTheirLength) {
  std::string out;
  put_string(&out, "a\0b"s);
  put_string(&out, "");
  EXPECT_EQ(out,
            "\x03"
            "a\0b\x00"s);
  Decoder decoder(out, "strings");
  EXPECT_EQ(decoder.string(), "a\0b"s);
  EXPECT_EQ(decoder.string(), "");
  EXPECT_TRUE(decoder.finish().is_ok());
}

TEST(Coding, AStringLongerThanTheRecordFails) {
  Decoder decoder(
      "\x04"
      "abc",
      "strings");
  EXPECT_EQ(decoder.string(), "");
  EXPECT_FALSE(decoder.is_ok());
}

TEST(Decoder, FailsForGoodAndSaysWhere) {
  Decoder decoder("\x01\x02\x03\x04\x05", "my record");
  decoder.u8();
  EXPECT_EQ(decoder.u64_be(), 0u);
  EXPECT_EQ(decoder.u8(), 0u);
  EXPECT_EQ(decoder.bytes(1), "");
  EXPECT_EQ(decoder.varint(), 0u);
  EXPECT_EQ(decoder.status().message(), "my record: malformed at byte 1");
  EXPECT_FALSE(decoder.finish().is_ok());
}

TEST(Decoder, RefusesBytesLeftOver) {
  Decoder decoder("\x01\x02", "my record");
  decoder.u8();
  EXPECT_TRUE(decoder.status().is_ok());
  EXPECT_FALSE(decoder.at_end());
  EXPECT_EQ(decoder.finish().message(), "my record: malformed at byte 1");
}

TEST(Decoder, TakesTheCallersOwnChecks) {
  Decoder decoder("\x01", "my record");
  decoder.u8();
  decoder.fail();
  EXPECT_EQ(decoder.finish().code(), StatusCode::kCorruption);
}

}  // namespace
}  // namespace trawl
