#include "indexer/format/blob.h"

#include <gtest/gtest.h>

#include <string>

#include "indexer/format/coding.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

TEST(BlobValue, OfADocumentRoundTripsAndSurvivesDamage) {
  for (const uint32_t number : {0u, 63u, 64u, UINT32_MAX}) {
    const std::string bytes = encode_blob_value(DocumentNumber{number});
    EXPECT_EQ(decode_blob_value(bytes).value(), (BlobValue{DocumentNumber{number}}));
    expect_survives_damage(bytes, decode_blob_value);
  }
}

TEST(BlobValue, OfAContentThatIsNotIndexedRoundTripsAndSurvivesDamage) {
  for (const SkipReason reason : {SkipReason::kBinary, SkipReason::kUtf16}) {
    for (const uint64_t size : {uint64_t{0}, uint64_t{300}, UINT64_MAX}) {
      const std::string bytes = encode_blob_value(UnindexedContent{{}, reason, size});
      EXPECT_EQ(decode_blob_value(bytes).value(), (BlobValue{std::nullopt, reason, size}));
      expect_survives_damage(bytes, decode_blob_value);
    }
  }
}

TEST(BlobValue, RefusesReasonsThatDoNotFollowFromAContent) {
  for (uint8_t i = 0; i <= kSkipReasonCount; ++i) {
    std::string bytes;
    put_varint(&bytes, uint64_t{i} << 1 | 1);
    put_varint(&bytes, 300);
    const bool is_known = i < kSkipReasonCount && is_of_content(static_cast<SkipReason>(i));
    EXPECT_EQ(decode_blob_value(bytes).is_ok(), is_known) << int{i};
  }
  std::string large;
  put_varint(&large, (uint64_t{UINT32_MAX} + 1) << 1);
  EXPECT_EQ(decode_blob_value(large).status().code(), StatusCode::kCorruption);
}

}  // namespace
}  // namespace trawl
