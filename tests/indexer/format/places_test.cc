#include "indexer/format/places.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "indexer/format/format.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

using Documents = std::vector<std::vector<Place>>;

Documents random_places(uint32_t seed, size_t count) {
  std::mt19937 random(seed);
  Documents documents(count);
  for (std::vector<Place>& places : documents) {
    Place next;
    for (size_t i = random() % 4; i > 0; --i) {
      if (random() % 2 == 0) {
        next.entry.value += 1 + random() % 300;
        next.rank.value = 0;
      }
      next.rank.value += 1 + random() % 5000;
      places.push_back(next);
    }
  }
  return documents;
}

Documents documents_of(const PlacesBlock& block) {
  Documents documents;
  for (uint32_t i = 0; i < block.documents(); ++i) {
    const std::span<const Place> places = block.of(i);
    documents.emplace_back(places.begin(), places.end());
  }
  return documents;
}

TEST(PlacesBlock, RoundTrips) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{2}, size_t{kPlacesPerBlock}}) {
    const Documents documents = random_places(static_cast<uint32_t>(count), count);
    EXPECT_EQ(documents_of(decode_places_block(encode_places_block(documents)).value()), documents);
  }
}

TEST(PlacesBlock, HoldsTheLargestAndTheAbsent) {
  const Documents documents = {{},
                               {{{0}, {0}}, {{0}, {1}}, {{0}, {UINT32_MAX}}, {{1}, {0}}},
                               {},
                               {{{UINT32_MAX}, {UINT32_MAX}}},
                               {}};
  EXPECT_EQ(documents_of(decode_places_block(encode_places_block(documents)).value()), documents);
}

// Some contents occur in very many files, for example a licence or an empty __init__.py.
TEST(PlacesBlock, HoldsADocumentOfManyFiles) {
  Documents documents(1);
  for (uint32_t entry = 0; entry < 400; ++entry) {
    for (uint32_t rank = 0; rank < 100; ++rank) documents[0].push_back({{entry}, {rank * 7}});
  }
  EXPECT_EQ(documents_of(decode_places_block(encode_places_block(documents)).value()), documents);
}

// A block of a part with few documents takes no byte for each of the others, and one of a part with
// all documents takes one byte beside the places of each.
TEST(PlacesBlock, TakesBytesForTheDocumentsThatHavePlaces) {
  Documents documents(kPlacesPerBlock);
  documents.back() = {{{1}, {2}}};
  EXPECT_EQ(encode_places_block(documents).size(), 2 + 2 + 3u);
  documents[7] = {{{1}, {2}}};
  EXPECT_EQ(encode_places_block(documents).size(), 2 + 1 + 3 + 2 + 3u);
  for (std::vector<Place>& places : documents) places = {{{1}, {2}}};
  EXPECT_EQ(encode_places_block(documents).size(), 2 + kPlacesPerBlock * 3);
}

TEST(PlacesBlock, RefusesARunBeyondItsDocuments) {
  EXPECT_TRUE(decode_places_block(std::string_view("\x02\x03", 2)).is_ok());
  EXPECT_FALSE(decode_places_block(std::string_view("\x02\x05", 2)).is_ok());
  EXPECT_FALSE(decode_places_block(std::string_view("\x01\x00", 2)).is_ok());  // zero places
}

TEST(PlacesBlock, GivesNoneBehindTheLastDocument) {
  const Documents documents = random_places(3, 40);
  const PlacesBlock block = decode_places_block(encode_places_block(documents)).value();
  EXPECT_EQ(documents_of(block), documents);
  EXPECT_TRUE(block.of(40).empty());
  EXPECT_TRUE(decode_places_block(encode_places_block({})).value().of(0).empty());
}

TEST(PlacesBlock, SurvivesDamage) {
  expect_survives_damage(encode_places_block(random_places(2, 12)), decode_places_block);
}

TEST(PlacesBlock, RefusesMoreThanABlockHolds) {
  EXPECT_FALSE(decode_places_block(encode_places_block(Documents(kPlacesPerBlock + 1))).is_ok());
}

}  // namespace
}  // namespace trawl
