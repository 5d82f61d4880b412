#include "indexer/format/ids.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <unordered_set>

namespace trawl {
namespace {

// The purpose of the types: one kind of number or id cannot be used as another.
static_assert(!std::is_convertible_v<DocumentNumber, ChunkNumber>);
static_assert(!std::is_convertible_v<uint32_t, DocumentNumber>);
static_assert(!std::is_convertible_v<SegmentId, TreeId>);
static_assert(std::is_trivially_copyable_v<DocumentDigest> && sizeof(DocumentDigest) == 20);

TEST(Ids, DigestsShowAsHexAndComeFromBytes) {
  const std::string bytes = "\x01\x23\x45\x67\x89\xAB\xCD\xEF\x10\x32\x54\x76\x98\xBA\xDC\xFE";
  const SegmentId id = SegmentId::from_view(bytes);
  EXPECT_EQ(id.view(), bytes);
  EXPECT_EQ(id.hex(), "0123456789abcdef1032547698badcfe");
}

TEST(Ids, OrderIsByteOrder) {
  SegmentId low;
  SegmentId high;
  low.bytes[0] = 0x7F;
  high.bytes[0] = 0x80;
  EXPECT_LT(low, high);
  EXPECT_LT(low.view(), high.view());
  EXPECT_LT(ChunkNumber{1}, ChunkNumber{2});
}

TEST(Ids, HashesTellDigestsApart) {
  std::unordered_set<DocumentDigest> set;
  DocumentDigest digest;
  for (int i = 0; i < 256; ++i) {
    digest.bytes[0] = static_cast<uint8_t>(i);
    set.insert(digest);
  }
  EXPECT_EQ(set.size(), 256u);
  EXPECT_TRUE(set.contains(digest));
}

}  // namespace
}  // namespace trawl
