// Damages encoded records: cuts them off at every length, adds a byte, changes every byte. A
// decoder must answer with an error or a value, and must not allocate more than the number of bytes
// justifies.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// The largest single allocation of this thread since the last call.
size_t take_largest_allocation();

// The most that a record of a few bytes may allocate for its largest allowed number of entries, and
// the most bytes that one byte of the record may become.
inline constexpr size_t kFreeAllocation = 64 << 10;
inline constexpr size_t kAllocationFactor = 32;

// Decodes a copy of the bytes with nothing after it, so that a sanitizer reports any read past the
// end.
template <class Decode>
auto decode_exactly(std::string_view bytes, Decode decode) {
  const std::vector<char> copy(bytes.begin(), bytes.end());
  take_largest_allocation();
  auto result = decode(std::string_view(copy.data(), copy.size()));
  EXPECT_LE(take_largest_allocation(), kFreeAllocation + kAllocationFactor * bytes.size());
  return result;
}

// REQUIRES: `encoded` decodes, and needs all of its bytes.
template <class Decode>
void expect_survives_damage(const std::string& encoded, Decode decode) {
  EXPECT_TRUE(decode_exactly(encoded, decode).is_ok());
  for (size_t size = 0; size < encoded.size(); ++size) {
    const auto result = decode_exactly(std::string_view(encoded).substr(0, size), decode);
    ASSERT_FALSE(result.is_ok()) << "cut off at " << size;
    ASSERT_EQ(result.status().code(), StatusCode::kCorruption);
  }
  EXPECT_FALSE(decode_exactly(encoded + '\0', decode).is_ok());
  for (size_t i = 0; i < encoded.size(); ++i) {
    for (const unsigned change : {1, 2, 4, 8, 16, 32, 64, 128, 0x7F, 0xFF}) {
      std::string damaged = encoded;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ change);
      const auto result = decode_exactly(damaged, decode);
      if (result.is_ok()) continue;
      ASSERT_EQ(result.status().code(), StatusCode::kCorruption) << "byte " << i;
      ASSERT_FALSE(result.status().message().empty());
    }
  }
}

}  // namespace trawl
