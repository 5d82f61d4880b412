// Whatever builds and merges came before, each snapshot answers as a plain scan of its state.
// Random repositories are edited, added, dropped, renamed and kept stale through many generations,
// under several snapshot names, so that layers are shared, rewritten and merged.
//
// TRAWL_FULL=1 runs more seeds; TRAWL_SEED=N runs one, which a failure prints.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/store/publication.h"
#include "indexer/upkeep/check.h"
#include "tests/indexer/corpus/memory_source.h"
#include "tests/query/index_search.h"
#include "tests/query/search/plain_scan.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr int kOracleGenerations = 200;
const std::vector<std::string> kOracleWords = {"import", "neutron", "eventlet", "config",
                                               "session"};

class LayersOracle {
 public:
  explicit LayersOracle(uint64_t seed) : random_(seed) {
    for (int i = 0; i < 30; ++i) add_repository();
  }

  void run() {
    for (int generation = 0; generation < kOracleGenerations; ++generation) {
      SCOPED_TRACE("generation " + std::to_string(generation));
      if (generation != 0 && pick(12) != 0) edit();
      build_snapshot();
      check_answers(generation % 10 == 9);
      if (testing::Test::HasFailure()) return;
    }
  }

  uint64_t merged() const { return merged_; }
  size_t most_layers() const { return most_layers_; }
  size_t stale() const { return stale_; }
  size_t shared_parts() const { return shared_parts_; }

 private:
  size_t pick(size_t limit) { return static_cast<size_t>(random_() % limit); }

  // Some contents occur again and again, the empty one among them.
  std::string content() {
    if (pick(4) == 0)
      return pick(4) == 0 ? "" : "common " + kOracleWords[pick(kOracleWords.size())] + "\n";
    std::string text;
    for (size_t lines = 1 + pick(6); lines > 0; --lines) {
      text += kOracleWords[pick(kOracleWords.size())] + " " + std::to_string(pick(100000)) + "\n";
    }
    return text;
  }
  std::string path() { return "d" + std::to_string(pick(3)) + "/f" + std::to_string(pick(15)); }

  void add_repository() {
    auto& files = state_["org/r" + std::to_string(pick(60))];
    for (size_t i = pick(15); i > 0; --i) files[path()] = content();
  }
  SourceFiles::iterator some_repository() {
    return std::next(state_.begin(), static_cast<std::ptrdiff_t>(pick(state_.size())));
  }
  void edit() {
    for (size_t edits = pick(20) == 0 ? 30 : 1 + pick(2); edits > 0; --edits) edit_one();
    while (state_.size() < 3) add_repository();
  }
  void edit_one() {
    if (state_.empty()) return add_repository();
    const auto repository = some_repository();
    switch (pick(9)) {
      case 0:
        return add_repository();
      case 1:
        state_.erase(repository);
        return;
      case 2: {
        const auto files = repository->second;
        state_.erase(repository);
        state_["org/r" + std::to_string(pick(60))] = files;
        return;
      }
      case 3:  // a file that another repository has
        repository->second[path()] = content_of(*some_repository());
        return;
      case 4:
        if (!repository->second.empty()) repository->second.erase(repository->second.begin());
        return;
      default:
        repository->second[path()] = content();
    }
  }
  std::string content_of(const SourceFiles::value_type& repository) {
    return repository.second.empty() ? content() : repository.second.begin()->second;
  }

  // What the index has of a repository that cannot be read now.
  std::map<std::string, std::string> earlier(const std::string& snapshot,
                                             const std::string& repository) const {
    for (const std::string& name : {snapshot, last_}) {
      const auto found = snapshots_.find(name);
      if (found == snapshots_.end()) continue;
      const auto files = found->second.find(repository);
      if (files != found->second.end()) return files->second;
    }
    return {};
  }

  void build_snapshot() {
    BuildOptions options;
    options.index_directory = tree_.index();
    options.memory = kLeastMemory;
    options.max_file_size = kLeastMemory / 4;
    options.jobs = 1 + static_cast<uint32_t>(pick(2));
    options.replace = true;
    options.snapshot = pick(3) == 0 ? "side" + std::to_string(pick(3)) : kDefaultSnapshot;
    const size_t unreadable = pick(6) == 0 ? pick(state_.size()) : state_.size();
    SourceFiles expected;
    for (const auto& [name, contents] : state_) {
      MemoryFiles files;
      for (const auto& [path, text] : contents) files[path].content = text;
      Repository repository = memory_repository(name, std::move(files));
      expected[name] = contents;
      if (options.repositories.size() == unreadable) {
        repository.unreadable = "no such directory";
        expected[name] = earlier(options.snapshot, name);
        ++stale_;
      }
      options.repositories.push_back(std::move(repository));
    }
    merged_ += build(options).merged.segments;
    snapshots_[options.snapshot] = std::move(expected);
    last_ = options.snapshot;
  }

  void check_answers(bool whole) {
    note_layers();
    for (const auto& [name, files] : snapshots_) {
      SCOPED_TRACE("snapshot " + name);
      IndexReader reader = IndexReader::open(tree_.index(), name).value();
      PatternSearch request;
      request.pattern = kOracleWords[pick(kOracleWords.size())];
      PlainScan scan({request.pattern, false, true, false});
      const SearchOutcome outcome = search_reader(&reader, request);
      ASSERT_TRUE(outcome.status.is_ok()) << outcome.status.message();
      ASSERT_EQ(outcome.lines, scan.scan(files));
    }
    if (!whole) return;
    const Status status = check_index(tree_.index()).status();
    ASSERT_TRUE(status.is_ok()) << status.message();
  }

  void note_layers() {
    const Manifest manifest = open_published(tree_.index()).value().manifest;
    std::map<PartId, size_t> parts;
    for (const SnapshotFacts& snapshot : manifest.snapshots) {
      most_layers_ = std::max(most_layers_, snapshot.layers.size());
      std::set<PartId> own;
      for (const LayerFacts& layer : snapshot.layers) {
        for (const PartFacts& part : layer.parts) own.insert(part.id);
      }
      for (const PartId& part : own) ++parts[part];
    }
    for (const auto& [part, snapshots] : parts) shared_parts_ += snapshots > 1 ? 1 : 0;
  }

  std::mt19937_64 random_;
  TestTree tree_;
  SourceFiles state_;
  std::map<std::string, SourceFiles> snapshots_;  // the state that each has
  std::string last_;                              // published
  uint64_t merged_ = 0;
  size_t most_layers_ = 0;
  size_t stale_ = 0;
  size_t shared_parts_ = 0;
};

TEST(LayersOracle, EverySnapshotAnswersAsAPlainScanOfItsState) {
  std::vector<uint64_t> seeds = {1};
  if (std::getenv("TRAWL_FULL") != nullptr) seeds = {1, 2, 3, 4, 5, 6, 7, 8};
  if (const char* seed = std::getenv("TRAWL_SEED")) seeds = {std::stoull(seed)};
  for (const uint64_t seed : seeds) {
    SCOPED_TRACE("TRAWL_SEED=" + std::to_string(seed));
    LayersOracle oracle(seed);
    oracle.run();
    if (HasFailure()) return;
    EXPECT_GT(oracle.merged(), 20u);
    EXPECT_GT(oracle.most_layers(), 2u);
    EXPECT_GT(oracle.stale(), 10u);
    EXPECT_GT(oracle.shared_parts(), 100u);
  }
}

}  // namespace
}  // namespace trawl
