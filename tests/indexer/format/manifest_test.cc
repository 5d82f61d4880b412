#include "indexer/format/manifest.h"

#include <gtest/gtest.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <string>
#include <utility>

#include "indexer/format/coding.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

template <class Id>
Id id_filled_with(uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

Manifest sample_manifest() {
  Manifest manifest;
  manifest.generation = 300;
  manifest.dictionary = id_filled_with<DictionaryId>(0xD1);
  manifest.segment_bytes = 64 << 20;
  SegmentFacts segment;
  segment.id = id_filled_with<SegmentId>(0x51);
  segment.dictionary = *manifest.dictionary;
  segment.documents = 1000;
  segment.chunks = 1500;
  segment.frames = 1400;
  segment.groups = 2;
  segment.text_bytes = 12'345'678;
  segment.facts_version = 7;
  segment.unindexed = 5;
  segment.rules = {id_filled_with<RuleDigest>(1), id_filled_with<RuleDigest>(2)};
  segment.files = {{Family::kContent, 1400, 3'000'000, "a", "b"}, {Family::kHits, 3, 99, "", "z"}};
  manifest.segments = {segment, SegmentFacts{}};
  SnapshotFacts snapshot;
  snapshot.name = "2024-10-09";
  snapshot.id = id_filled_with<SnapshotId>(0x5A);
  snapshot.published = 299;
  snapshot.entries = 446;
  snapshot.files = 118'480;
  snapshot.text_files = 116'000;
  snapshot.text_bytes = 600'000'000;
  snapshot.as_of = 1'728'432'000;
  snapshot.stale_entries = 3;
  snapshot.parameters = id_filled_with<ParametersId>(0x9A);
  snapshot.entry_blocks = {id_filled_with<EntryBlockId>(0x31), id_filled_with<EntryBlockId>(0x32)};
  snapshot.segments = {segment.id};
  snapshot.layers = {
      {446, id_filled_with<SlotTableId>(0x33), {{segment.id, id_filled_with<PartId>(6), 4, 900}}},
      {1, std::nullopt, {}}};
  manifest.snapshots = {snapshot};
  manifest.rules = {{"c/eventlet",
                     "\\beventlet\\b",
                     id_filled_with<RuleDigest>(1),
                     {{"Python", "YAML"}, {"*.py"}, {"/doc/", "x"}},
                     RuleCharacters::kUnicode},
                    {"plain", "& a\n! b\n", id_filled_with<RuleDigest>(2), {}}};
  manifest.catalogues = {{"c", id_filled_with<CatalogueDigest>(3)},
                         {"d", id_filled_with<CatalogueDigest>(4)}};
  manifest.tree_files = {{Family::kTrees, 9, 1234, "t", "u"}};
  manifest.place_files = {{Family::kPlaces, 4, 5000, "p", "q"}};
  manifest.pending = {id_filled_with<SegmentId>(0x77)};
  return manifest;
}

TEST(Manifest, RoundTrips) {
  EXPECT_EQ(decode_manifest(encode_manifest(Manifest())).value(), Manifest());
  EXPECT_EQ(decode_manifest(encode_manifest(sample_manifest())).value(), sample_manifest());
}

TEST(Manifest, SurvivesDamage) {
  expect_survives_damage(encode_manifest(Manifest()), decode_manifest);
  expect_survives_damage(encode_manifest(sample_manifest()), decode_manifest);
}

TEST(Manifest, ALayerOfASegmentThatTheSnapshotHasNotIsRefused) {
  Manifest manifest = sample_manifest();
  manifest.snapshots[0].segments.clear();
  EXPECT_EQ(decode_manifest(encode_manifest(manifest)).status().code(), StatusCode::kCorruption);
}

TEST(Manifest, MoreLayersThanThereMayBeAreRefused) {
  Manifest manifest = sample_manifest();
  manifest.snapshots[0].layers.resize(kMaxLayers);
  EXPECT_EQ(decode_manifest(encode_manifest(manifest)).value(), manifest);
  manifest.snapshots[0].layers.resize(kMaxLayers + 1);
  EXPECT_EQ(decode_manifest(encode_manifest(manifest)).status().code(), StatusCode::kCorruption);
}

TEST(GenerationFile, RoundTrips) {
  for (const uint64_t generation : {uint64_t{0}, uint64_t{1}, UINT64_MAX}) {
    EXPECT_EQ(decode_generation_file(encode_generation_file(generation)).value(), generation);
  }
}

TEST(GenerationFile, EveryDamageIsSeen) {
  const std::string bytes = encode_generation_file(42);
  expect_survives_damage(bytes, decode_generation_file);
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      EXPECT_EQ(decode_generation_file(damaged).status().code(), StatusCode::kCorruption);
    }
  }
}

std::string generation_file_of_version(uint32_t version) {
  std::string bytes = encode_generation_file(42).substr(0, 9);
  put_u32_be(&bytes, version);
  put_u64_be(&bytes, 42);
  put_u64_be(&bytes, XXH3_64bits(bytes.data(), bytes.size()));
  return bytes;
}

TEST(GenerationFile, ANewerFormatIsRefusedByBothNumbers) {
  EXPECT_EQ(generation_file_of_version(kFormatVersion), encode_generation_file(42));
  const Status status = decode_generation_file(generation_file_of_version(7)).status();
  EXPECT_EQ(status.code(), StatusCode::kUnsupported);
  EXPECT_NE(status.message().find("format 7"), std::string::npos);
  EXPECT_NE(status.message().find("up to " + std::to_string(kFormatVersion)), std::string::npos);
}

TEST(GenerationFile, AFormatThatIsNoLongerReadIsRefusedByBothNumbers) {
  const uint32_t older = kOldestFormatVersion - 1;
  const Status status = decode_generation_file(generation_file_of_version(older)).status();
  EXPECT_EQ(status.code(), StatusCode::kUnsupported);
  EXPECT_NE(status.message().find("format " + std::to_string(older)), std::string::npos);
  EXPECT_NE(status.message().find("from " + std::to_string(kOldestFormatVersion)),
            std::string::npos);
}

TEST(GenerationFile, AFormatBeforeTheFirstIsDamage) {
  EXPECT_EQ(decode_generation_file(generation_file_of_version(0)).status().code(),
            StatusCode::kCorruption);
}

TEST(BuildStatus, RoundTripsAndSurvivesDamage) {
  const BuildStatus status{3, 1'728'432'000, 4321};
  EXPECT_EQ(decode_status(encode_status(status)).value(), status);
  expect_survives_damage(encode_status(status), decode_status);
}

}  // namespace
}  // namespace trawl
