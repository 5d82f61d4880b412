// Places of documents that lie in several layers.
#include "query/read/place_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/store/publication.h"
#include "query/read/index_reader.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr uint32_t kRepositories = 30;

std::string name_of(uint32_t repository) {
  return "r" + std::to_string(100 + repository);
}

// Each repository has a file that all have, one of its own, and after an update some have another.
class PlaceReaderTest : public testing::Test {
 protected:
  PlaceReaderTest() {
    for (uint32_t i = 0; i < kRepositories; ++i) {
      tree_.add("src/" + name_of(i) + "/common", "common\n");
      for (int k = 0; k < 10; ++k) {
        tree_.add("src/" + name_of(i) + "/own" + std::to_string(k),
                  name_of(i) + std::to_string(k) + "\n");
      }
    }
    build_now();
    tree_.add("src/" + name_of(7) + "/another", "common\n");
    tree_.add("src/" + name_of(20) + "/another", "new\n");
    build_now();
  }
  void build_now() { build(build_of(tree_.path("src"), 1, tree_.index())); }
  IndexReader open(uint64_t cache_bytes = 0) const {
    return IndexReader::open(tree_.index(), "", kAllFamilies, cache_bytes).value();
  }

  TestTree tree_;
};

TEST_F(PlaceReaderTest, PutsTheLayersOfADocumentTogether) {
  for (const uint64_t cache_bytes : {uint64_t{0}, uint64_t{1} << 20}) {
    IndexReader reader = open(cache_bytes);
    ASSERT_EQ(reader.snapshot().layers.size(), 2u);
    const DocumentRecord first = reader.document({0}, {0}).value();
    EXPECT_EQ(reader.find(first.digest).value(), (DocumentLocation{{0}, {0}}));
    // The common document is the first one of the first segment.
    std::vector<Place> expected;
    for (uint32_t i = 0; i < kRepositories; ++i) {
      if (i == 7) expected.push_back({{i}, {0}});
      expected.push_back({{i}, {i == 7 || i == 20 ? 1u : 0u}});
    }
    for (int again = 0; again < 2; ++again) {
      const std::span<const Place> places = reader.places({0}, {0}).value();
      EXPECT_EQ(std::vector<Place>(places.begin(), places.end()), expected);
      for (const Place& place : expected) {
        EXPECT_EQ(reader.file(place).value()->digest, first.digest);
        EXPECT_EQ(reader.entry(place.entry).value()->repository, name_of(place.entry.value));
      }
      // A document of the new segment has its place in one layer.
      EXPECT_EQ(reader.places({1}, {0}).value().size(), 1u);
      EXPECT_TRUE(reader.places({0}, {1'000'000}).value().empty());
    }
  }
}

TEST_F(PlaceReaderTest, ATableThatDoesNotFitIsAnErrorAndNotAMissingPlace) {
  using Tamper = void (*)(LayerFacts*);
  const Tamper tampers[] = {
      [](LayerFacts* layer) {
        layer->table.reset();
        --layer->slots;
      },
      [](LayerFacts* layer) { ++layer->slots; },
      [](LayerFacts* layer) { layer->table = SlotTableId(); },
  };
  const Manifest whole = open_published(tree_.index()).value().manifest;
  for (const Tamper tamper : tampers) {
    {
      IndexWriter writer = IndexWriter::open(tree_.index()).value();
      Manifest manifest = whole;
      manifest.generation = writer.manifest().generation + 1;
      tamper(&manifest.snapshots.at(0).layers.at(0));
      ASSERT_TRUE(writer.publish(manifest, BuildStatus(), {}, {}).is_ok());
    }
    IndexReader reader = open();
    for (int again = 0; again < 2; ++again) {
      EXPECT_EQ(reader.places({0}, {0}).status().code(), StatusCode::kCorruption);
    }
  }
}

// The places of a layer may name slots beyond its table only if a record is damaged.
TEST_F(PlaceReaderTest, APlaceInASlotThatIsNotThereIsAnError) {
  {
    IndexWriter writer = IndexWriter::open(tree_.index()).value();
    Manifest manifest = writer.manifest();
    ++manifest.generation;
    std::vector<LayerFacts>& layers = manifest.snapshots.at(0).layers;
    layers[1].parts[0].id = layers[0].parts[0].id;  // in layer 1 there are fewer slots
    ASSERT_TRUE(writer.publish(manifest, BuildStatus(), {}, {}).is_ok());
  }
  IndexReader reader = open();
  EXPECT_EQ(reader.places({0}, {0}).status().code(), StatusCode::kCorruption);
}

}  // namespace
}  // namespace trawl
