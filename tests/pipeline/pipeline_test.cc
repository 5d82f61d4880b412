// Builds and searches on four threads, with all stages at work at the same time. Compiled with
// ThreadSanitizer, these tests show that the pipelines have no race.
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "indexer/indexer.h"
#include "query/read/generation.h"
#include "query/read/index_reader.h"
#include "query/read/snapshot_view.h"
#include "query/search/prepared_query.h"
#include "query/search/searcher.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/document/sample_documents.h"
#include "tests/query/index_search.h"

namespace trawl {
namespace {

constexpr uint32_t kJobs = 4;
// Files differ in size by a factor of a hundred, so that tokens overtake each other, and in
// content.
constexpr size_t kSmallFile = 8 << 10;
constexpr size_t kLargeFile = 800 << 10;

// Writes about `megabytes` of text as the files of three repositories, and returns the number of
// files. Every file has one line with "needle".
uint32_t add_files(uint32_t megabytes, const std::string& needle, BuiltIndex* index) {
  static const std::string text = sample_text(1, 4 << 20);
  uint32_t files = 0;
  for (size_t written = 0; written < size_t{megabytes} << 20; ++files) {
    const size_t size = files % 5 == 0 ? kLargeFile : kSmallFile * (1 + files % 11);
    const size_t begin = files * size_t{7919} % (text.size() - size);
    const std::string number = std::to_string(files);
    index->add("repository" + std::to_string(files % 3) + "/file" + number,
               needle + " " + number + "\n" + text.substr(begin, size));
    written += size;
  }
  return files;
}

BuildOptions four_jobs(const BuiltIndex& index) {
  BuildOptions options = index.options();
  options.jobs = kJobs;
  options.rules =
      parse_rules("n\tneedle\nv\tvolumes[0-9]+\nb\t(?<=def )return7\n", "rules").value();
  return options;
}

PatternSearch request_for(const std::string& pattern, uint32_t jobs) {
  PatternSearch request;
  request.pattern = pattern;
  request.jobs = jobs;
  return request;
}

// A search on four threads finds the same lines as one thread.
void expect_same_on_four_threads(const std::string& index, const std::string& pattern) {
  const SearchOutcome one = search_index(index, request_for(pattern, 1));
  const SearchOutcome four = search_index(index, request_for(pattern, kJobs));
  ASSERT_TRUE(one.status.is_ok()) << one.status.message();
  ASSERT_TRUE(four.status.is_ok()) << four.status.message();
  EXPECT_GT(four.stats.verified_bytes, 2u << 20) << "too little to be verified by four threads";
  EXPECT_FALSE(one.lines.empty());
  EXPECT_TRUE(four.lines == one.lines);
}

// Ends its search after some files.
class ImpatientSink : public ResultSink {
 public:
  Result<bool> file(const FileResult&) override { return ++files_ < 20; }
  int files() const { return files_; }

 private:
  int files_ = 0;
};

// Throws at a file that is neither the first nor the last.
class ThrowingSink : public ResultSink {
 public:
  Result<bool> file(const FileResult&) override {
    if (++files_ == 5) throw std::length_error("too long for this sink");
    return true;
  }

 private:
  int files_ = 0;
};

TEST(Pipeline, BuildsAndSearchesSeveralSegments) {
  BuiltIndex index;
  const uint32_t files = add_files(40, "needle", &index);
  BuildOptions options = four_jobs(index);
  uint64_t reports = 0;
  options.progress = [&](const BuildProgress&) { ++reports; };
  const Result<BuildSummary> summary = build_index(options);
  ASSERT_TRUE(summary.is_ok()) << summary.status().message();
  EXPECT_GE(summary->new_segments, 3u);
  EXPECT_EQ(summary->counts.documents, files);
  EXPECT_GT(reports, 0u);

  EXPECT_EQ(search_index(index.directory(), request_for("^needle [0-9]+$", kJobs)).lines.size(),
            files);
  expect_same_on_four_threads(index.directory(), "neutron12[0-9]*");

  IndexReader reader = IndexReader::open(index.directory(), "").value();
  ImpatientSink sink;
  PatternSearch request = request_for("volumes", kJobs);
  request.memory = 2 << 20;  // so that the source has to wait
  const Result<SearchStats> stats = search(request, &reader, &sink);
  EXPECT_TRUE(stats.is_ok()) << stats.status().message();
  EXPECT_EQ(sink.files(), 20);

  for (const uint32_t jobs : {1u, kJobs}) {
    ThrowingSink throwing;
    const Status status = search(request_for("volumes", jobs), &reader, &throwing).status();
    EXPECT_EQ(status.code(), StatusCode::kInternal);
    EXPECT_NE(status.message().find("too long for this sink"), std::string::npos);
  }
}

// Two threads search one generation, each with its own reader. They share the values that are
// loaded once, and the cache.
TEST(Pipeline, ReadersShareAGeneration) {
  BuiltIndex index;
  add_files(5, "needle", &index);
  ASSERT_TRUE(build_index(four_jobs(index)).is_ok());
  const std::vector<FoundLine> lines =
      search_index(index.directory(), request_for("session", 1)).lines;
  EXPECT_FALSE(lines.empty());
  for (const uint64_t cache_bytes : {0u, 32u << 20}) {
    auto generation = Generation::open(index.directory(), kSearchFamilies, cache_bytes);
    ASSERT_TRUE(generation.is_ok()) << generation.status().message();
    const auto view = SnapshotView::open(*std::move(generation), "");
    ASSERT_TRUE(view.is_ok()) << view.status().message();
    std::vector<SearchOutcome> outcomes(2);
    {
      std::vector<std::jthread> threads;
      for (SearchOutcome& outcome : outcomes) {
        threads.emplace_back([&] {
          IndexReader reader(*view);
          outcome = search_reader(&reader, request_for("session", 2));
        });
      }
    }
    for (const SearchOutcome& outcome : outcomes) {
      EXPECT_TRUE(outcome.status.is_ok()) << outcome.status.message();
      EXPECT_TRUE(outcome.lines == lines);
    }
  }
}

// Two threads run one prepared query. The pattern has a look-behind, so both engines are used.
TEST(Pipeline, ThreadsShareAPreparedQuery) {
  BuiltIndex index;
  add_files(5, "needle", &index);
  ASSERT_TRUE(build_index(four_jobs(index)).is_ok());
  const std::vector<FoundLine> lines =
      search_index(index.directory(), request_for("(?<=need)le", 1)).lines;
  EXPECT_FALSE(lines.empty());
  Result<Pattern> pattern = parse_pattern("(?<=need)le", PatternOptions());
  ASSERT_TRUE(pattern.is_ok());
  const auto query = PreparedQuery::prepare(Query::of_pattern(*std::move(pattern)));
  ASSERT_TRUE(query.is_ok()) << query.status().message();
  std::vector<CollectingSink> sinks(2);
  {
    std::vector<std::jthread> threads;
    for (CollectingSink& sink : sinks) {
      threads.emplace_back([&] {
        auto reader = IndexReader::open(index.directory(), "");
        ASSERT_TRUE(reader.is_ok()) << reader.status().message();
        EXPECT_TRUE(search(*query, SearchOptions(), &*reader, &sink).is_ok());
      });
    }
  }
  for (const CollectingSink& sink : sinks) EXPECT_TRUE(sink.lines == lines);
}

// The second build starts with a dictionary and known documents, on threads that the first build
// left.
TEST(Pipeline, BuildsOnWhatIsThere) {
  BuiltIndex index;
  add_files(12, "needle", &index);
  ASSERT_TRUE(build_index(four_jobs(index)).is_ok());
  add_files(6, "another needle", &index);
  const Result<BuildSummary> summary = build_index(four_jobs(index));
  ASSERT_TRUE(summary.is_ok()) << summary.status().message();
  EXPECT_GT(summary->counts.new_documents, 0u);
  EXPECT_LT(summary->counts.new_documents, summary->counts.documents);
  expect_same_on_four_threads(index.directory(), "session");
}

// Postings are read, recoded and written at the same time as content and tables. By then, most
// documents of the first build are dead.
TEST(Pipeline, MergesSegments) {
  BuiltIndex index;
  for (const uint32_t megabytes : {7u, 13u, 19u}) {
    add_files(megabytes, "needle", &index);
    ASSERT_TRUE(build_index(four_jobs(index)).is_ok());
  }
  const uint32_t files = add_files(5, "another needle", &index);
  const Result<BuildSummary> summary = build_index(four_jobs(index));
  ASSERT_TRUE(summary.is_ok()) << summary.status().message();
  EXPECT_EQ(summary->merge_failure.message(), "");
  EXPECT_GE(summary->merged.segments, 4u);
  EXPECT_EQ(search_index(index.directory(), request_for("^another needle", kJobs)).lines.size(),
            files);
  expect_same_on_four_threads(index.directory(), "session");
}

}  // namespace
}  // namespace trawl
