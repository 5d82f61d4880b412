// A reader keeps its answers, and the index its size, through many builds, merges and deletions.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "indexer/format/keys.h"
#include "indexer/upkeep/check.h"
#include "indexer/upkeep/rule_publication.h"
#include "indexer/upkeep/stats.h"
#include "query/hits/rule_hits.h"
#include "query/read/generation.h"
#include "query/read/index_reader.h"
#include "query/read/snapshot_view.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr int kFiles = 80;
constexpr int kBuilds = 50;
constexpr double kMostSpace = 1.2;  // of what the live and the pinned generations name

// Bytes of the files and dictionaries that some generations name, each counted once.
class NamedBytes {
 public:
  void add(const Manifest& manifest, const Store& store) {
    for (const FileFacts* facts : named_files(&manifest)) {
      if (files_.insert(identity_of(*facts)).second) bytes_ += facts->bytes;
    }
    for (const SegmentFacts& segment : manifest.segments) {
      if (!dictionaries_.insert(segment.dictionary).second) continue;
      bytes_ += store.get(Family::kMeta, dictionary_key(segment.dictionary)).value()->size();
    }
  }
  uint64_t bytes() const { return bytes_; }

 private:
  std::set<FileIdentity> files_;
  std::set<DictionaryId> dictionaries_;
  uint64_t bytes_ = 0;
};

uint64_t bytes_below(const std::string& directory) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

struct Answers {
  std::vector<FoundLine> found, listed;
  std::string catalogue;
  friend bool operator==(const Answers&, const Answers&) = default;
};

class PinnedReader : public testing::Test {
 protected:
  // Text that does not compress well, with lines that the patterns find.
  static std::string text_of(int seed) {
    std::string text;
    uint64_t state = static_cast<uint64_t>(seed) + 1;
    for (int line = 0; line < 150; ++line) {
      for (int word = 0; word < 6; ++word) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        text += std::to_string(state >> 33) + " ";
      }
      text += line % 10 == seed % 10 ? "needle\n" : "\n";
    }
    return text + "needle " + std::string(5000, 'x') + "\n";  // too long to lie with its hit
  }

  void write_files(int first, int count) {
    for (int i = first; i < first + count; ++i) {
      tree_.add("src/org/r" + std::to_string(i % 3) + "/file" + std::to_string(i), text_of(i));
    }
  }

  void set_rule(const std::string& regex) {
    const std::string path = tree_.path("c.yaml");
    std::ofstream(path) << "catalogue: c\nmessage: m\nrules:\n  - {id: r, message: m, severity: "
                           "INFO, languages: [generic], pattern-regex: '"
                        << regex << "'}\n";
    const auto report = add_rules(tree_.index(), {read_rule_file(path).value()}, /*replace=*/true);
    ASSERT_TRUE(report.is_ok()) << report.status().message();
  }

  BuildSummary build_again() {
    BuildOptions options = build_of(tree_.path("src"), 2, tree_.index());
    options.replace = true;
    return build(options);
  }

  // Changes and adds files, now and then takes a repository away or changes the rule, and builds.
  BuildSummary step(int number) {
    write_files(kFiles + 2 * number, 2);
    tree_.add("src/org/r0/file0", text_of(1000 + number));
    if (number % 7 == 3) tree_.remove("src/org/r" + std::to_string(number % 3));
    if (number % 5 == 2) set_rule(number % 2 == 0 ? "ne+dle" : "need.e");
    return build_again();
  }

  static Answers answers(IndexReader* reader) {
    Answers answers;
    PatternSearch request;
    request.pattern = "needle";
    request.jobs = 1;
    Result<IndexReader> searched = reader->with_families(kSearchFamilies);
    EXPECT_TRUE(searched.is_ok()) << searched.status().message();
    SearchOutcome outcome = search_reader(&*searched, request);
    EXPECT_TRUE(outcome.status.is_ok()) << outcome.status.message();
    answers.found = std::move(outcome.lines);
    RuleRequest listing;
    listing.rule = "c/r";
    listing.needs.offsets = true;
    CollectingSink sink;
    const Status listed = list_rule_hits(listing, reader, &sink);
    EXPECT_TRUE(listed.is_ok()) << listed.message();
    answers.listed = std::move(sink.lines);
    answers.catalogue = searched->view()->generation().catalogue("c").value();
    return answers;
  }

  void expect_little_space(const std::vector<const IndexReader*>& readers, int number) const {
    NamedBytes named;
    const PublishedIndex live = open_published(tree_.index()).value();
    named.add(live.manifest, live.store);
    for (const IndexReader* reader : readers) {
      const Generation& generation = reader->view()->generation();
      named.add(generation.manifest(), generation.store());
    }
    const uint64_t bytes = named.bytes();
    const uint64_t used = bytes_below(tree_.index());
    EXPECT_LE(static_cast<double>(used), kMostSpace * static_cast<double>(bytes))
        << used << " bytes instead of " << bytes << " after build " << number;
  }

  TestTree tree_;
};

TEST_F(PinnedReader, KeepsItsAnswersAndNoOtherFilesThroughManyBuilds) {
  write_files(0, kFiles);
  build_again();
  set_rule("needle");
  // Each opens further families whenever it is asked, when other generations are live.
  IndexReader first = IndexReader::open(tree_.index(), "", kListFamilies).value();
  const Answers before = answers(&first);
  ASSERT_GT(before.found.size(), 1000u);
  ASSERT_EQ(before.listed, before.found);
  std::optional<IndexReader> second;
  Answers of_second;
  uint32_t merged = 0;
  for (int number = 0; number < kBuilds; ++number) {
    if (number == 20) {
      second = IndexReader::open(tree_.index(), "", kListFamilies).value();
      of_second = answers(&*second);
      EXPECT_NE(of_second, before);
    }
    if (number == 35) second.reset();
    merged += step(number).merged.segments;
    std::vector<const IndexReader*> readers = {&first};
    if (second) readers.push_back(&*second);
    expect_little_space(readers, number);
    EXPECT_EQ(answers(&first), before) << number;
    if (second) {
      EXPECT_EQ(answers(&*second), of_second) << number;
    }
  }
  EXPECT_GT(merged, 20u);
  const Result<CheckReport> report = check_index(tree_.index());
  EXPECT_TRUE(report.is_ok()) << report.status().message();
}

TEST_F(PinnedReader, IsNamedByStatsUntilItEnds) {
  write_files(0, 4);
  build_again();
  set_rule("needle");
  std::optional<IndexReader> reader = IndexReader::open(tree_.index(), "").value();
  EXPECT_EQ(describe_index(tree_.index()).value().find("kept for"), std::string::npos);
  // Nothing is left of what was read, so the new generation needs no file of it.
  tree_.remove("src/org/r0");
  tree_.add("src/org/r1/file1", text_of(4));
  tree_.add("src/org/r2/file2", text_of(5));
  const BuildSummary summary = build_again();
  EXPECT_EQ(summary.left.pinned, std::vector<uint64_t>{2});
  EXPECT_NE(describe_index(tree_.index()).value().find("\nkept for readers of generation 2: "),
            std::string::npos);
  reader.reset();
  const std::string text = describe_index(tree_.index()).value();
  EXPECT_EQ(text.find("kept for"), std::string::npos);
  EXPECT_NE(text.find("\nno longer needed: "), std::string::npos);
  build_again();
  EXPECT_EQ(describe_index(tree_.index()).value().find("no longer"), std::string::npos);
}

}  // namespace
}  // namespace trawl
