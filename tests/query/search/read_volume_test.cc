// The volume that a search reads does not grow with the corpus. In a corpus ten times as large,
// with as many segments, a search with one hit reads at most 1.2 times the bytes after the open.
// The same is true of a repository whose tree is a delta, compared with one whose tree is whole.
// And a listing of many files reads at most 1.2 times as much when their places lie in layers.
//
// RocksDB counts the bytes as it reads blocks, including indexes of files, whether or not it maps
// files. Every step runs in its own process, so that no cache is warm.
#include <gtest/gtest.h>
#include <rocksdb/perf_context.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/query/index_search.h"
#include "tests/query/search/source_generator.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr double kAllowedVolume = 1.2;
constexpr size_t kFileBytes = 4000;
constexpr int kSmall = 500;  // files
// The first word has trigrams that no other text has. Some lists of the second word grow with the
// corpus.
constexpr const char* kNeedle = "qzxjvkwqx quixoticNeedleWxyz";
constexpr const char* kCommon = "common text\n";

// The result of `measure` in a child process; nullopt if it fails there.
std::optional<uint64_t> in_child(const std::function<std::optional<uint64_t>()>& measure) {
  int ends[2];
  if (pipe(ends) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child == 0) {
    const std::optional<uint64_t> value = measure();
    const bool written = value && write(ends[1], &*value, sizeof(*value)) == sizeof(*value);
    _exit(written ? 0 : 1);
  }
  close(ends[1]);
  uint64_t value = 0;
  const bool has_value = read(ends[0], &value, sizeof(value)) == sizeof(value);
  close(ends[0]);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  if (!has_value) return std::nullopt;
  return value;
}

void make_corpus(const TestTree& tree, const std::string& root, int files) {
  SourceGenerator generator(7);
  for (int i = 0; i < files; ++i) {
    std::string text = generator.file(kFileBytes);
    if (i == kSmall / 2) text += std::string("    return ") + kNeedle + "\n";
    tree.add(root + "/" + std::to_string(i % 40) + "/" + std::to_string(i) + ".py", text);
  }
}

// The number of new segments.
std::optional<uint64_t> build_segments(const std::string& root, const std::string& index) {
  BuildOptions options = build_of(root, 0, index);
  options.memory = kDefaultMemory;
  const Result<BuildSummary> summary = build_index(options);
  if (!summary.is_ok()) return std::nullopt;
  return summary->new_segments;
}

// The bytes that a search with this number of hits reads after the index is open.
std::optional<uint64_t> bytes_read(const std::string& index, const std::string& pattern,
                                   size_t hits = 1) {
  Result<IndexReader> reader = IndexReader::open(index, "");
  if (!reader.is_ok()) return std::nullopt;
  const uint64_t before = rocksdb::get_perf_context()->block_read_byte;
  PatternSearch request;
  request.pattern = pattern;
  request.jobs = 1;
  CollectingSink sink;
  const Result<SearchStats> stats = search(request, &*reader, &sink);
  if (!stats.is_ok() || sink.lines.size() != hits) return std::nullopt;
  return rocksdb::get_perf_context()->block_read_byte - before;
}

TEST(ReadVolume, OneHitReadsNoMoreInACorpusTenTimesAsLarge) {
  const TestTree tree;
  make_corpus(tree, "small", kSmall);
  make_corpus(tree, "large", 10 * kSmall);
  for (const char* size : {"small", "large"}) {
    const auto segments = in_child([&tree, size] {
      return build_segments(tree.path(size), tree.path(std::string("index-") + size));
    });
    ASSERT_EQ(segments, std::optional<uint64_t>(1)) << size;
  }
  const std::vector<std::string> patterns = {"qzxjvkwqx", "quixoticNeedleWxyz", "xoticNeedle\\w+$",
                                             "(?i)QUIXOTICneedle"};
  for (const std::string& pattern : patterns) {
    const auto small = in_child([&] { return bytes_read(tree.path("index-small"), pattern); });
    const auto large = in_child([&] { return bytes_read(tree.path("index-large"), pattern); });
    ASSERT_TRUE(small && large) << pattern;
    EXPECT_GT(*small, 1000u) << pattern;
    EXPECT_LE(static_cast<double>(*large), kAllowedVolume * static_cast<double>(*small))
        << pattern << ": " << *small << " and " << *large << " bytes";
    RecordProperty(pattern, std::to_string(*small) + " and " + std::to_string(*large));
  }
}

// A build is in a child process, too, because threads do not survive a fork.
std::optional<uint64_t> edits_of_tree(const std::string& root, const std::string& index) {
  if (!build_segments(root, index)) return std::nullopt;
  Result<IndexReader> reader = IndexReader::open(index, "");
  if (!reader.is_ok()) return std::nullopt;
  const Result<const SnapshotEntry*> entry = reader->entry({0});
  if (!entry.is_ok()) return std::nullopt;
  return (*entry)->form.edits;
}

// Both indexes have the same documents in as many segments, and differ in the form of the tree.
TEST(ReadVolume, ATreeThatIsADeltaCostsASearchLittle) {
  const TestTree tree;
  make_corpus(tree, "src", kSmall);
  tree.add("src/common.py", kCommon);
  const auto edits_after_build = [&](const char* index) {
    return in_child([&] { return edits_of_tree(tree.path("src"), tree.path(index)); });
  };
  ASSERT_EQ(edits_after_build("delta"), std::optional<uint64_t>(0));
  // Documents that there are already get more files, so the second build has no new segment.
  constexpr int kEdits = kSmall / 4;
  for (int i = 0; i < kEdits; ++i) {
    tree.add("src/" + std::to_string(i % 40) + "/copy" + std::to_string(i) + ".py", kCommon);
  }
  EXPECT_EQ(edits_after_build("delta"), std::optional<uint64_t>(kEdits));
  ASSERT_EQ(edits_after_build("whole"), std::optional<uint64_t>(0));
  const std::pair<std::string, size_t> searches[] = {{"qzxjvkwqx", 1}, {"common text", kEdits + 1}};
  for (const auto& [pattern, hits] : searches) {
    const auto delta = in_child([&] { return bytes_read(tree.path("delta"), pattern, hits); });
    const auto whole = in_child([&] { return bytes_read(tree.path("whole"), pattern, hits); });
    ASSERT_TRUE(delta && whole) << pattern;
    EXPECT_LE(static_cast<double>(*delta), kAllowedVolume * static_cast<double>(*whole))
        << pattern << ": " << *delta << " and " << *whole << " bytes";
    RecordProperty(pattern, std::to_string(*delta) + " and " + std::to_string(*whole));
  }
}

// Updates of few repositories leave several layers, and as many segments. The same files are read
// from an index that one build made of them, with one layer and one segment.
TEST(ReadVolume, AListingReadsLittleMoreFromLayers) {
  const TestTree tree;
  constexpr int kRepositories = 60;
  constexpr int kFiles = 12;
  const auto repository = [](int i) { return "src/" + std::to_string(100 + i); };
  SourceGenerator generator(7);
  const auto write = [&](int i, int version) {
    for (int k = 0; k < kFiles; ++k) {
      tree.add(repository(i) + "/" + std::to_string(k) + ".py",
               generator.file(kFileBytes) + "wordOfAllFiles " + std::to_string(version) + "\n");
    }
  };
  for (int i = 0; i < kRepositories; ++i) write(i, 0);
  // Few repositories, then fewer, then one: each build makes a layer.
  const std::vector<std::vector<int>> updates = {{3, 14, 15, 9, 26, 5}, {35, 8}, {59}};
  const auto build_index_of = [&](const std::string& index) {
    return in_child([&]() -> std::optional<uint64_t> {
      BuildOptions options = build_of(tree.path("src"), 1, tree.path(index));
      options.memory = kDefaultMemory;
      return build_index(options).is_ok() ? std::optional<uint64_t>(1) : std::nullopt;
    });
  };
  ASSERT_TRUE(build_index_of("layers"));
  for (const std::vector<int>& update : updates) {
    for (const int i : update) write(i, 1);
    ASSERT_TRUE(build_index_of("layers"));
  }
  ASSERT_TRUE(build_index_of("whole"));
  const auto layers = in_child([&]() -> std::optional<uint64_t> {
    return IndexReader::open(tree.path("layers"), "").value().snapshot().layers.size();
  });
  EXPECT_GE(layers.value_or(0), 3u);
  const size_t hits = kRepositories * kFiles;
  const auto of_layers =
      in_child([&] { return bytes_read(tree.path("layers"), "wordOfAllFiles", hits); });
  const auto of_whole =
      in_child([&] { return bytes_read(tree.path("whole"), "wordOfAllFiles", hits); });
  ASSERT_TRUE(of_layers && of_whole);
  EXPECT_LE(static_cast<double>(*of_layers), kAllowedVolume * static_cast<double>(*of_whole));
  RecordProperty("bytes", std::to_string(*of_layers) + " and " + std::to_string(*of_whole));
}

}  // namespace
}  // namespace trawl
