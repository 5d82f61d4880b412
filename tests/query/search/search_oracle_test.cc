// A search equals a plain scan. Random sources with every odd kind of file are searched for random
// patterns, through several builds that leave dead documents and merge segments.
//
// TRAWL_FULL=1 runs many more; TRAWL_SEED=N runs one seed, which a failure prints.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/query/index_search.h"
#include "tests/query/search/plain_scan.h"
#include "tests/query/search/random_sources.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

bool is_full_run() {
  return std::getenv("TRAWL_FULL") != nullptr;
}

std::vector<uint64_t> seeds() {
  if (const char* seed = std::getenv("TRAWL_SEED")) return {std::stoull(seed)};
  std::vector<uint64_t> all;
  for (uint64_t seed = 1; seed <= (is_full_run() ? 25 : 2); ++seed) all.push_back(seed);
  return all;
}

void write_sources(const TestTree& tree, const SourceFiles& files) {
  tree.remove("src");
  for (const auto& [repository, contents] : files) {
    for (const auto& [path, content] : contents)
      tree.add("src/" + repository + "/" + path, content);
    tree.add_symlink("a.py", "src/" + repository + "/link");
    tree.add_symlink("dir", "src/" + repository + "/links");
    tree.add_symlink("nowhere", "src/" + repository + "/dangling");
  }
}

// The lines that the flags select.
std::vector<FoundLine> select(const std::vector<FoundLine>& lines, const std::string& repository,
                              const std::string& path_end) {
  std::vector<FoundLine> selected;
  for (const FoundLine& line : lines) {
    if ((repository.empty() || line.repository == repository) && line.path.ends_with(path_end)) {
      selected.push_back(line);
    }
  }
  return selected;
}

// Counts of a run, so that a generator whose patterns match nothing does not pass.
struct Seen {
  size_t patterns = 0;
  size_t matching = 0;
  size_t filtered = 0;  // by posting lists
  size_t refused = 0;   // by PCRE2, or at its limits
};

// The index must also refuse a pattern that PCRE2 does not compile. If PCRE2 reaches a match limit,
// there is no reference: Hyperscan may have an answer, which must be the same with and without
// posting lists.
void check_refused(const std::string& index, PatternSearch request, bool compiles) {
  const SearchOutcome outcome = search_index(index, request);
  ASSERT_TRUE(compiles || !outcome.status.is_ok());
  ASSERT_TRUE(outcome.status.is_ok() || !outcome.status.message().empty());
  request.force_scan = true;
  const SearchOutcome scanned = search_index(index, request);
  if (!outcome.status.is_ok() || !scanned.status.is_ok()) return;
  ASSERT_EQ(outcome.lines, scanned.lines);
}

// `reader` keeps records from pattern to pattern, whereas `index` is opened for each pattern.
void check_pattern(const std::string& index, IndexReader* reader, const SourceFiles& files,
                   RandomSources* random, Seen* seen) {
  const RandomSources::PatternPair pattern = random->pattern(files);
  SCOPED_TRACE("pattern `" + pattern.text + "` scanned as `" + pattern.scan.expression + "`" +
               (pattern.options.ignore_case ? " -i" : "") + (pattern.options.word ? " -w" : "") +
               (pattern.options.fixed_string ? " -F" : ""));
  PatternSearch request;
  request.pattern = pattern.text;
  request.options = pattern.options;
  request.jobs = 1 + static_cast<uint32_t>(random->pick(3));
  if (random->pick(4) == 0) request.memory = 1 << 20;
  PlainScan scan(pattern.scan);
  const bool compiles = scan.error().empty();
  std::vector<FoundLine> expected;
  if (compiles) expected = scan.scan(files);
  ++seen->patterns;
  if (!scan.error().empty()) {
    ++seen->refused;
    check_refused(index, request, compiles);
    return;
  }
  if (!expected.empty()) ++seen->matching;
  const SearchOutcome outcome = search_index(index, request);
  ASSERT_TRUE(outcome.status.is_ok()) << outcome.status.message();
  ASSERT_EQ(outcome.lines, expected);
  const SearchOutcome kept = search_reader(reader, request);
  ASSERT_TRUE(kept.status.is_ok()) << kept.status.message();
  ASSERT_EQ(kept.lines, expected);
  for (const SegmentStats& segment : outcome.stats.segments) {
    if (segment.candidates < segment.units) ++seen->filtered;
  }

  request.force_scan = true;
  const SearchOutcome scanned = search_index(index, request);
  ASSERT_TRUE(scanned.status.is_ok()) << scanned.status.message();
  ASSERT_EQ(scanned.lines, expected);

  request.force_scan = false;
  request.files.repository = "^org/a$";
  request.files.path = "\\.py$";
  const SearchOutcome selected = search_index(index, request);
  ASSERT_TRUE(selected.status.is_ok()) << selected.status.message();
  ASSERT_EQ(selected.lines, select(expected, "org/a", ".py"));
}

void check_seed(uint64_t seed, Seen* seen) {
  const TestTree tree;
  RandomSources random(seed);
  SourceFiles files = random.sources();
  const size_t patterns = is_full_run() ? 120 : 45;
  uint32_t merged = 0;
  for (int generation = 0; generation < 4; ++generation) {
    // Each generation is built twice, so that the later ones contain merged segments.
    for (int change = 0; change < 2; ++change) {
      if (generation + change > 0) random.change(&files);
      write_sources(tree, files);
      merged += build(build_of(tree.path("src"), 2, tree.index())).merged.segments;
    }
    // The cache is too small for all records, so some are dropped in between.
    constexpr uint64_t kCacheBytes = 256 << 10;
    Result<IndexReader> reader = IndexReader::open(tree.index(), "", kSearchFamilies, kCacheBytes);
    ASSERT_TRUE(reader.is_ok()) << reader.status().message();
    for (size_t i = 0; i < patterns; ++i) {
      SCOPED_TRACE("TRAWL_SEED=" + std::to_string(seed) + " build " + std::to_string(generation) +
                   " pattern " + std::to_string(i));
      check_pattern(tree.index(), &*reader, files, &random, seen);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
  EXPECT_GT(merged, 0u);
}

TEST(SearchOracle, EqualsAPlainScan) {
  Seen seen;
  for (const uint64_t seed : seeds()) {
    check_seed(seed, &seen);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(seen.matching, seen.patterns / 2);
  EXPECT_GT(seen.filtered, seen.patterns / 2);
  EXPECT_LT(seen.refused, seen.patterns / 10);
}

}  // namespace
}  // namespace trawl
