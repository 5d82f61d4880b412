// What a build writes and reads of places is in proportion to what has changed.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "indexer/store/meta_file.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/corpus/memory_source.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

constexpr int kFilesOfEach = 20;  // of each repository

// A corpus of many repositories in memory, and its index.
class LayeredCorpus {
 public:
  explicit LayeredCorpus(int repositories) {
    index_.add("repo/replaced", "");  // options() refuses to find no repository
    for (int i = 0; i < repositories; ++i) {
      MemoryFiles& files = repositories_["org/" + std::to_string(10000 + i)];
      for (int k = 0; k < kFilesOfEach; ++k) {
        files["f" + std::to_string(k)].content = text(i * 1000 + k);
      }
    }
  }
  static std::string text(int number) { return "text " + std::to_string(number) + "\n"; }
  MemoryFiles& files(int repository) {
    return repositories_["org/" + std::to_string(10000 + repository)];
  }
  void drop(int repository) { repositories_.erase("org/" + std::to_string(10000 + repository)); }

  BuildSummary build(const std::string& snapshot = kDefaultSnapshot) {
    BuildOptions options = index_.options();
    options.repositories.clear();
    options.snapshot = snapshot;
    options.replace = true;
    for (const auto& [name, files] : repositories_) {
      options.repositories.push_back(memory_repository(name, files));
    }
    return index_.build(options);
  }

  PublishedIndex open() const { return open_published(index_.directory()).value(); }
  std::map<std::string, uintmax_t> files_on_disk() const {
    return files_below(index_.directory() + "/db");
  }
  // The bytes of tables that a build of the present state adds, by family.
  std::map<Family, uint64_t> written_by_build() {
    uint64_t last = 0;
    for (const LiveFile& file : open().store.live_files()) last = std::max(last, file.number);
    build();
    std::map<Family, uint64_t> written;
    for (const LiveFile& file : open().store.live_files()) {
      if (file.number > last) written[file.facts.family] += file.facts.bytes;
    }
    return written;
  }

 private:
  BuiltIndex index_;
  std::map<std::string, MemoryFiles> repositories_;
};

uint64_t sum(const std::map<Family, uint64_t>& bytes) {
  uint64_t all = 0;
  for (const auto& [family, some] : bytes) all += some;
  return all;
}

TEST(Layers, AnUpdateWritesPlacesOfWhatHasChanged) {
  LayeredCorpus corpus(300);
  corpus.build();
  corpus.files(150)["f7"].content = "changed\n";
  corpus.build();
  const Manifest manifest = corpus.open().manifest;
  const SnapshotFacts& snapshot = manifest.snapshots.at(0);
  ASSERT_EQ(snapshot.layers.size(), 2u);
  EXPECT_EQ(snapshot.layers[0].slots, 300u);
  EXPECT_TRUE(snapshot.layers[0].table.has_value());
  ASSERT_EQ(snapshot.layers[1].slots, 1u);
  uint64_t places = 0;
  for (const PartFacts& part : snapshot.layers[1].parts) {
    places += part.places;
    EXPECT_LE(part.blocks, 2u);
  }
  EXPECT_EQ(places, uint64_t{kFilesOfEach});
  ASSERT_EQ(manifest.place_files.size(), 2u);
  EXPECT_LT(manifest.place_files[1].bytes, 2000u);
}

// The bytes of an update do not grow with the corpus, but for a block of entries.
TEST(Layers, AnUpdateOfOneRepositoryWritesNoMoreInALargerCorpus) {
  std::map<int, uint64_t> bytes;
  for (const int repositories : {300, 3000}) {
    LayeredCorpus corpus(repositories);
    corpus.build();
    corpus.files(150)["f7"].content = "changed\n";
    bytes[repositories] = sum(corpus.written_by_build());
  }
  EXPECT_LT(bytes[3000], bytes[300] * 5 / 4);
  RecordProperty("bytes", std::to_string(bytes[300]) + " and " + std::to_string(bytes[3000]));
}

TEST(Layers, ASecondBuildWritesNextToNothing) {
  LayeredCorpus corpus(300);
  corpus.build();
  const std::map<Family, uint64_t> written = corpus.written_by_build();
  EXPECT_EQ(written.size(), 1u);
  EXPECT_LT(written.at(Family::kMeta), 4000u);
  // Under another name, too.
  const auto before = corpus.files_on_disk();
  corpus.build("other");
  uintmax_t bytes = 0;
  for (const auto& [name, size] : corpus.files_on_disk()) {
    const auto found = before.find(name);
    if (found == before.end())
      bytes += size;
    else if (size > found->second)
      bytes += size - found->second;
  }
  EXPECT_LT(bytes, 64u << 10);
  const Manifest manifest = corpus.open().manifest;
  EXPECT_EQ(manifest.snapshots.at(0).layers, manifest.snapshots.at(1).layers);
  EXPECT_EQ(manifest.snapshots[0].id, manifest.snapshots[1].id);
}

TEST(Layers, FilesOfPlacesStayFewAndDeadOnesAreDropped) {
  LayeredCorpus corpus(40);
  corpus.build();
  for (int i = 0; i < 60; ++i) {
    corpus.files(i % 40)["f1"].content = LayeredCorpus::text(100000 + i);
    corpus.build(i % 20 == 7 ? "kept" : kDefaultSnapshot);
    const PublishedIndex index = corpus.open();
    size_t files = 0;
    for (const LiveFile& file : index.store.live_files()) {
      files += file.facts.family == Family::kPlaces ? 1 : 0;
    }
    EXPECT_EQ(files, index.manifest.place_files.size());
    EXPECT_LE(files, kMaxSharedTables);
    std::map<PartId, uint64_t> parts;
    for (const SnapshotFacts& snapshot : index.manifest.snapshots) {
      EXPECT_LE(snapshot.layers.size(), kMaxLayers);
      for (const LayerFacts& layer : snapshot.layers) {
        for (const PartFacts& part : layer.parts) parts[part.id] = part.blocks;
      }
    }
    uint64_t live = 0;
    for (const auto& [id, blocks] : parts) live += blocks;
    const uint64_t records = records_of(index.store, Family::kPlaces).size();
    EXPECT_LE(records, 2 * live);
  }
}

// A segment whose documents only dead slots have goes with them.
TEST(Layers, ASegmentOfDeadPlacesIsDropped) {
  LayeredCorpus corpus(30);
  corpus.drop(29);
  corpus.build();
  corpus.files(29)["alone"].content = "alone\n";
  corpus.build();
  ASSERT_EQ(corpus.open().manifest.segments.size(), 2u);
  ASSERT_EQ(corpus.open().manifest.snapshots[0].layers.size(), 2u);
  corpus.drop(29);
  corpus.build();
  const Manifest manifest = corpus.open().manifest;
  EXPECT_EQ(manifest.segments.size(), 1u);
  EXPECT_EQ(manifest.snapshots[0].segments, std::vector<SegmentId>{manifest.segments[0].id});
  EXPECT_EQ(manifest.snapshots[0].layers.size(), 1u);
}

// The part of a segment in a layer that is kept goes when its last live place does.
TEST(Layers, APartOfDeadPlacesIsLeftOutOfAKeptLayer) {
  LayeredCorpus corpus(30);
  corpus.drop(29);
  corpus.build("first");
  corpus.files(29)["alone"].content = "alone\n";
  corpus.build("second");
  // One layer with parts of both segments: it is written anew, because nearly everything changed.
  for (int i = 0; i < 20; ++i) corpus.files(i)["f0"].content = "changed\n";
  corpus.build("second");
  const SnapshotFacts both = corpus.open().manifest.snapshots.at(1);
  ASSERT_EQ(both.layers.size(), 1u);
  ASSERT_EQ(both.layers[0].parts.size(), 3u);
  corpus.drop(29);
  corpus.build("second");
  const SnapshotFacts one = corpus.open().manifest.snapshots.at(1);
  ASSERT_EQ(one.layers.size(), 1u);
  EXPECT_EQ(one.layers[0].parts.size(), 2u);
  EXPECT_EQ(one.segments.size(), 2u);
  EXPECT_TRUE(one.layers[0].table.has_value());
}

}  // namespace
}  // namespace trawl
