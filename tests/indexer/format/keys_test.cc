#include "indexer/format/keys.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

template <class Id>
Id id_of(uint8_t first) {
  Id id;
  for (size_t i = 0; i < Id::kBytes; ++i) id.bytes[i] = static_cast<uint8_t>(first + i);
  return id;
}

const SegmentId kSegmentId = id_of<SegmentId>(0x10);

TEST(Keys, ManifestKeysRoundTripInNumericOrder) {
  const std::vector<uint64_t> generations = {0, 1, 255, 256, 65536, uint64_t{1} << 40, UINT64_MAX};
  std::string before;
  for (const uint64_t generation : generations) {
    const std::string key = manifest_key(generation);
    EXPECT_TRUE(key.starts_with(manifest_prefix()));
    EXPECT_EQ(parse_manifest_key(key), generation);
    EXPECT_LT(before, key);
    before = key;
  }
}

TEST(Keys, OtherKeysAreNoManifestKeys) {
  const std::string key = manifest_key(7);
  for (size_t size = 0; size < key.size(); ++size) {
    EXPECT_EQ(parse_manifest_key(std::string_view(key).substr(0, size)), std::nullopt);
  }
  EXPECT_EQ(parse_manifest_key(key + "x"), std::nullopt);
  EXPECT_EQ(parse_manifest_key("manifesto" + key.substr(9)), std::nullopt);
}

TEST(Keys, BlobKeysRoundTrip) {
  const auto digest = id_of<DocumentDigest>(0x80);
  std::string key = blob_key(kSegmentId, digest);
  EXPECT_EQ(parse_blob_key(key), digest);
  for (size_t size = 0; size < key.size(); ++size) {
    EXPECT_EQ(parse_blob_key(std::string_view(key).substr(0, size)), std::nullopt);
  }
  EXPECT_EQ(parse_blob_key(key + "x"), std::nullopt);
  key[SegmentId::kBytes] = 2;  // a hash kind that does not exist yet
  EXPECT_EQ(parse_blob_key(key), std::nullopt);
}

TEST(Keys, PostingKeysRoundTripInTheOrderOfGrams) {
  const std::vector<Gram> grams = {Gram::of(0, 0, 0), Gram::of('a', 'b', 'c'),
                                   Gram::of('a', 'b', 0x80), Gram::of('b', 0, 0),
                                   Gram::of(0xFF, 0xFF, 0xFF)};
  std::string before;
  for (const Gram gram : grams) {
    const std::string key = posting_key(kSegmentId, GramKind::kTrigram, gram);
    EXPECT_EQ(parse_posting_key(key), gram);
    EXPECT_LT(before, key);
    before = key;
    const std::string group = posting_group_key(kSegmentId, GramKind::kTrigram, gram);
    EXPECT_LT(group, key);
    EXPECT_TRUE(key.starts_with(group));
    EXPECT_EQ(parse_posting_key(group), std::nullopt);
    EXPECT_EQ(parse_posting_key(std::string_view(key).substr(1)), std::nullopt);
    EXPECT_EQ(parse_posting_key(key + "x"), std::nullopt);
  }
}

TEST(Keys, EveryKeyOfASegmentBeginsWithItsPrefix) {
  const std::string prefix = segment_prefix(kSegmentId);
  EXPECT_EQ(prefix, kSegmentId.view());
  for (const std::string& key :
       {blob_key(kSegmentId, {}), document_key(kSegmentId, 3), chunk_key(kSegmentId, 3),
        content_key(kSegmentId, {3}), group_table_key(kSegmentId),
        posting_key(kSegmentId, GramKind::kTrigram, {}),
        posting_group_key(kSegmentId, GramKind::kTrigram, {}), hit_key(kSegmentId, {}, 3)}) {
    EXPECT_TRUE(key.starts_with(prefix));
    EXPECT_GT(key.size(), prefix.size());
  }
}

TEST(Keys, BlocksSortByNumberAndTheGroupTableBehindThem) {
  EXPECT_LT(document_key(kSegmentId, 255), document_key(kSegmentId, 256));
  EXPECT_LT(content_key(kSegmentId, {1}), content_key(kSegmentId, {1u << 24}));
  EXPECT_LT(tree_key({}, 9), tree_key({}, 10));
  EXPECT_LT(hit_key(kSegmentId, {}, 9), hit_key(kSegmentId, {}, 10));
  EXPECT_LT(places_key({}, 9), places_key({}, 10));
  EXPECT_LT(slots_key({}, 9), slots_key({}, 10));
  EXPECT_LT(chunk_key(kSegmentId, UINT32_MAX / 256), group_table_key(kSegmentId));
}

TEST(Keys, RecordsOfMetaDoNotMeet) {
  const std::vector<std::string> keys = {catalogue_key({}), dictionary_key({}), entries_key({}),
                                         manifest_key(0),   slots_key({}, 0),   status_key(0)};
  for (size_t i = 1; i < keys.size(); ++i) EXPECT_LT(keys[i - 1], keys[i]);
}

TEST(Keys, PlacesKeysGiveTheirBlockAndBeginWithTheirPrefix) {
  const auto part = id_of<PartId>(0x30);
  const std::string key = places_key(part, 77);
  EXPECT_TRUE(key.starts_with(places_prefix(part)));
  EXPECT_EQ(parse_places_block(key), 77u);
  for (size_t size = 0; size < key.size(); ++size) {
    EXPECT_EQ(parse_places_block(std::string_view(key).substr(0, size)), std::nullopt);
  }
  EXPECT_EQ(parse_places_block(key + "x"), std::nullopt);
}

TEST(Keys, PostingGroupKeysGiveTheirFirstGram) {
  const std::string key =
      posting_group_key(kSegmentId, GramKind::kTrigram, Gram::of('a', 'b', 'c'));
  EXPECT_EQ(parse_posting_group_key(key), Gram::of('a', 'b', 0));
  EXPECT_EQ(parse_posting_group_key(key + "c"), std::nullopt);
  EXPECT_EQ(parse_posting_key(key), std::nullopt);
}

TEST(Keys, HitKeysBeginWithTheirPrefix) {
  const auto rule = id_of<RuleDigest>(0x40);
  EXPECT_TRUE(hit_key(kSegmentId, rule, 3).starts_with(hit_prefix(kSegmentId, rule)));
}

}  // namespace
}  // namespace trawl
