// Indexes whose repositories change a little from build to build, so that their trees are deltas.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "indexer/base/digest.h"
#include "indexer/store/snapshot_entries.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/corpus/memory_source.h"

namespace trawl {
namespace {

using Corpus = std::map<std::string, MemoryFiles>;  // by repository

// Changes corpora as people do: most of the files stay as they are.
class RandomHistory {
 public:
  explicit RandomHistory(uint32_t seed) : random_(seed) {}

  MemoryFiles repository(size_t files) {
    MemoryFiles all;
    while (all.size() < files) all[path()] = file();
    return all;
  }
  void edit(MemoryFiles* files, size_t edits) {
    for (size_t i = 0; i < edits; ++i) {
      const auto one =
          std::next(files->begin(), static_cast<std::ptrdiff_t>(random_() % files->size()));
      switch (random_() % 3) {
        case 0:
          one->second = file();
          break;
        case 1:
          (*files)[path()] = file();
          break;
        default:
          if (files->size() > 1) files->erase(one);
      }
    }
  }
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>(random_() % limit); }

 private:
  std::string path() {
    return "d" + std::to_string(below(12)) + "/f" + std::to_string(below(100'000)) +
           (below(3) == 0 ? ".txt" : ".py");
  }
  MemoryFile file() {
    MemoryFile file;
    if (below(20) == 0) {
      file.skip = SkipReason::kSymlink;
    } else {
      file.content = "line " + std::to_string(below(5000)) + "\n";
    }
    return file;
  }

  std::mt19937 random_;
};

std::vector<Repository> repositories_of(const Corpus& corpus) {
  std::vector<Repository> repositories;
  for (const auto& [name, files] : corpus) repositories.push_back(memory_repository(name, files));
  return repositories;
}

void expect_files(const SnapshotFiles& found, const Corpus& corpus) {
  ASSERT_EQ(found.size(), corpus.size());
  for (const auto& [name, files] : corpus) {
    const auto& of_repository = found.at(name);
    ASSERT_EQ(of_repository.size(), files.size()) << name;
    for (const auto& [path, file] : files) {
      const FileRecord& record = of_repository.at(path);
      ASSERT_EQ(record.skip, file.skip) << path;
      if (file.skip != SkipReason::kNone) continue;
      ASSERT_EQ(record.digest.bytes, git_blob_id(file.content)) << path;
    }
  }
}

std::vector<SnapshotEntry> entries_of(const BuiltIndex& index, const std::string& snapshot) {
  const PublishedIndex published = open_published(index.directory()).value();
  return read_snapshot_entries(published.store, *find_snapshot(published.manifest, snapshot))
      .value();
}

uint64_t bytes_of_trees(const BuiltIndex& index) {
  const PublishedIndex published = open_published(index.directory()).value();
  uint64_t bytes = 0;
  RecordCursor cursor = published.store.scan(Family::kTrees, "");
  for (; !cursor.at_end(); cursor.next()) bytes += cursor.key().size() + cursor.value().size();
  return bytes;
}

TEST(History, EverySnapshotKeepsItsFiles) {
  RandomHistory history(11);
  BuiltIndex index;
  index.add("repo/replaced", "");
  Corpus corpus = {{"large", history.repository(300)},
                   {"middle", history.repository(90)},
                   {"small", history.repository(10)}};
  std::map<std::string, Corpus> expected;
  size_t deltas = 0;
  for (int generation = 0; generation < 30; ++generation) {
    BuildOptions options = index.options();
    options.snapshot = generation % 3 == 2 ? "s" + std::to_string(generation % 5) : "default";
    options.repositories = repositories_of(corpus);
    options.replace = true;  // one repository goes
    index.build(options);
    expected[options.snapshot] = corpus;
    for (const SnapshotEntry& entry : entries_of(index, options.snapshot)) {
      if (entry.form.is_delta()) ++deltas;
    }
    for (const auto& [name, files] : expected) expect_files(index.files(name), files);
    if (HasFatalFailure()) return;
    history.edit(&corpus["large"], history.below(40));
    if (corpus.contains("middle")) history.edit(&corpus["middle"], history.below(12));
    if (generation % 4 == 0) history.edit(&corpus["small"], 1);
    if (generation == 9) corpus["copy"] = corpus["large"];
    if (generation == 19) corpus.erase("middle");
  }
  EXPECT_GT(deltas, 20u);
}

TEST(History, ManySnapshotsTakeLittleMoreThanOne) {
  RandomHistory history(12);
  BuiltIndex index;
  index.add("repo/replaced", "");
  Corpus corpus = {{"large", history.repository(1000)}};
  uint64_t first = 0;
  for (int generation = 0; generation < 10; ++generation) {
    BuildOptions options = index.options();
    options.snapshot = "s" + std::to_string(generation);
    options.repositories = repositories_of(corpus);
    index.build(options);
    if (generation == 0) first = bytes_of_trees(index);
    history.edit(&corpus["large"], 5);
  }
  EXPECT_LT(bytes_of_trees(index), first + first / 4);
}

TEST(History, AnyNumberOfThreadsGivesTheSameDeltas) {
  RandomHistory history(13);
  BuiltIndex index;
  index.add("repo/replaced", "");
  Corpus corpus = {{"a", history.repository(200)}, {"b", history.repository(400)}};
  for (int generation = 0; generation < 4; ++generation) {
    for (const uint32_t jobs : {1u, 4u}) {
      BuildOptions options = index.options("jobs" + std::to_string(jobs));
      options.jobs = jobs;
      options.repositories = repositories_of(corpus);
      index.build(options);
    }
    EXPECT_EQ(index.dump("jobs1"), index.dump("jobs4")) << generation;
    history.edit(&corpus["a"], 20);
    history.edit(&corpus["b"], 20);
  }
}

// What was the base of others is stored once, whole, when a repository goes back to it.
TEST(History, ARepositoryThatGoesBackHasTheTreeItHad) {
  RandomHistory history(14);
  BuiltIndex index;
  index.add("repo/replaced", "");
  const Corpus before = {{"a", history.repository(200)}};
  Corpus after = before;
  history.edit(&after["a"], 10);
  BuildOptions options = index.options();
  std::vector<SnapshotEntry> entries;
  for (const Corpus& corpus : {before, after, before, after}) {
    options.repositories = repositories_of(corpus);
    index.build(options);
    entries.push_back(entries_of(index, "default").at(0));
  }
  EXPECT_FALSE(entries[0].form.is_delta());
  EXPECT_EQ(entries[1].form.base, entries[0].tree);
  EXPECT_EQ(entries[2], entries[0]);
  EXPECT_EQ(entries[3], entries[1]);
}

}  // namespace
}  // namespace trawl
