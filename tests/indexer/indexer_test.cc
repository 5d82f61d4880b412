#include "indexer/indexer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "indexer/base/digest.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/document/sample_documents.h"

namespace trawl {
namespace {

// Keys whose records differ or exist on only one side.
std::vector<std::string> differences(const IndexDump& a, const IndexDump& b) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : a) {
    const auto other = b.find(key);
    if (other == b.end() || other->second != value) keys.push_back(key);
  }
  for (const auto& [key, value] : b) {
    if (!a.contains(key)) keys.push_back(key);
  }
  return keys;
}

TEST(BuildIndex, TextOfEveryOddKindIsIndexedAsItIs) {
  BuiltIndex index;
  uint64_t bytes = 0;
  for (const auto& [path, content] : odd_text_files()) {
    index.add("repo/" + path, content);
    bytes += content.size();
  }
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.counts.files, odd_text_files().size());
  EXPECT_EQ(summary.counts.text_files, odd_text_files().size());
  EXPECT_EQ(summary.counts.text_bytes, bytes);
  EXPECT_EQ(summary.counts.documents, odd_text_files().size() - 2);
  EXPECT_EQ(summary.counts.new_documents, odd_text_files().size() - 2);
  EXPECT_EQ(summary.counts.repositories, 1u);
  EXPECT_EQ(summary.generation, 1u);
  EXPECT_EQ(summary.new_segments, 1u);
  const auto files = index.files().at("repo");
  for (const auto& [path, content] : odd_text_files()) {
    ASSERT_TRUE(files.contains(path)) << path;
    EXPECT_EQ(files.at(path).skip, SkipReason::kNone) << path;
    EXPECT_EQ(files.at(path).digest.bytes, git_blob_id(content)) << path;
    EXPECT_EQ(files.at(path).size, content.size()) << path;
  }
}

TEST(BuildIndex, FilesThatAreNotIndexedAreCountedWithTheirReason) {
  BuiltIndex index;
  index.add("repo/text", "text\n");
  index.add("repo/binary", std::string("\x7f"
                                       "ELF\0\0",
                                       6));
  index.add("repo/utf16",
            "\xFF\xFE"
            "a\0b");
  index.add("repo/excluded.po", "msgid\n");
  index.add("repo/large", std::string(5000, 'x'));
  ASSERT_EQ(symlink("text", index.source("repo/link").c_str()), 0);
  ASSERT_EQ(mkfifo(index.source("repo/fifo").c_str(), 0644), 0);
  BuildOptions options = index.options();
  options.exclude = PathPatterns::parse({"*.po"}).value();
  options.max_file_size = 4999;
  const BuildSummary summary = index.build(options);
  EXPECT_EQ(summary.counts.files, 7u);
  EXPECT_EQ(summary.counts.text_files, 1u);
  const auto files = index.files().at("repo");
  const std::map<std::string, SkipReason> expected = {
      {"text", SkipReason::kNone},      {"binary", SkipReason::kBinary},
      {"utf16", SkipReason::kUtf16},    {"excluded.po", SkipReason::kExcluded},
      {"large", SkipReason::kTooLarge}, {"link", SkipReason::kSymlink},
      {"fifo", SkipReason::kSpecial}};
  for (const auto& [path, reason] : expected) {
    EXPECT_EQ(files.at(path).skip, reason) << path;
    if (reason != SkipReason::kNone) {
      EXPECT_EQ(summary.counts.skipped[static_cast<size_t>(reason)], 1u) << path;
    }
  }
}

// Regression: such a file was read whole and held in memory.
TEST(BuildIndex, OfAFileThatIsNoTextOnlyItsHeadIsRead) {
  BuiltIndex index;
  constexpr uint64_t kSize = uint64_t{3} << 30;
  for (const auto& [path, head] : {std::pair{"repo/zeros", ""}, {"repo/utf16", "\xFF\xFE"}}) {
    index.add(path, head);
    std::filesystem::resize_file(index.source(path), kSize);
  }
  BuildOptions options = index.options();
  options.memory = uint64_t{16} << 30;
  options.max_file_size = kSize;
  index.build(options);
  const auto files = index.files().at("repo");
  EXPECT_EQ(files.at("zeros").skip, SkipReason::kBinary);
  EXPECT_EQ(files.at("zeros").size, kSize);
  EXPECT_EQ(files.at("utf16").skip, SkipReason::kUtf16);
  EXPECT_EQ(files.at("utf16").size, kSize);
}

// Regression: files of /proc report a size of 0 bytes and were indexed as empty.
TEST(BuildIndex, AFileThatSaysItIsEmptyIsReadToItsEnd) {
  const std::string directory = "/proc/sys/kernel";
  const Result<std::string> release = read_file(directory + "/osrelease");
  if (!release.is_ok()) GTEST_SKIP() << "no " << directory;
  BuiltIndex index;
  index.add("repo/replaced", "");
  BuildOptions options = index.options();
  options.repositories = repositories_of_roots({directory}, 0).value();
  index.build(options);
  const FileRecord record = index.files().at("kernel").at("osrelease");
  EXPECT_EQ(record.skip, SkipReason::kNone);
  EXPECT_EQ(record.size, release->size());
  EXPECT_EQ(record.digest.bytes, git_blob_id(*release));
}

TEST(BuildIndex, NothingAtAllIsASnapshotToo) {
  BuiltIndex index;
  ASSERT_TRUE(create_directories(index.source("empty")).is_ok());
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.counts.files, 0u);
  EXPECT_EQ(summary.new_segments, 0u);
  EXPECT_EQ(index.manifest().snapshots.at(0).entries, 1u);
  index.add("empty/file", "no longer\n");
  EXPECT_EQ(index.build().counts.text_files, 1u);
}

// Adds many files with about `megabytes` of text in total; some are copies.
void add_sources(BuiltIndex* index, uint32_t megabytes) {
  for (uint32_t i = 0; i < megabytes * 10; ++i) {
    const std::string path = "repo" + std::to_string(i % 3) + "/dir" + std::to_string(i % 7) +
                             "/file" + std::to_string(i) + ".py";
    index->add(path, sample_text(i % 9 == 0 ? 1 : i, 1000 + (i * 7919) % 200000));
  }
}

TEST(BuildIndex, NeitherThreadsNorRunsChangeARecord) {
  BuiltIndex index;
  add_sources(&index, 12);
  for (const auto& [path, content] : odd_text_files()) index.add("odd/" + path, content);
  BuildOptions options = index.options("first");
  options.rules = parse_rules("a\tneutron.*request\nb\tdef\n", "rules").value();
  options.jobs = 1;
  index.build(options);
  for (const auto& [name, jobs] : {std::pair{"second", 1u}, {"third", 4u}, {"fourth", 7u}}) {
    options.index_directory = index.directory(name);
    options.jobs = jobs;
    index.build(options);
    EXPECT_EQ(differences(index.dump("first"), index.dump(name)), std::vector<std::string>());
  }
  // The same must hold for a second generation.
  index.add("repo1/new.py", "import neutron request\n");
  for (const auto& [name, jobs] : {std::pair{"first", 1u}, {"third", 4u}}) {
    options.index_directory = index.directory(name);
    options.jobs = jobs;
    EXPECT_EQ(index.build(options).counts.new_documents, 1u);
  }
  EXPECT_EQ(differences(index.dump("first"), index.dump("third")), std::vector<std::string>());
}

TEST(BuildIndex, MoreTextThanASegmentHoldsGivesSeveral) {
  BuiltIndex index;
  add_sources(&index, 75);
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.new_segments, 5u);
  EXPECT_EQ(summary.merged.segments, 4u);
  const Manifest manifest = index.manifest();
  ASSERT_EQ(manifest.segments.size(), 2u);
  uint64_t documents = 0, bytes = 0;
  for (const SegmentFacts& segment : manifest.segments) {
    const bool is_merged = segment.id == manifest.segments[0].id;
    EXPECT_LE(segment.text_bytes, (is_merged ? 4 : 1) * (kLeastMemory * 2 / 5 + 200000));
    documents += segment.documents;
    bytes += segment.text_bytes;
  }
  EXPECT_EQ(documents, summary.counts.documents);
  EXPECT_EQ(bytes, summary.counts.new_bytes);

  BuildOptions options = index.options("other");
  options.jobs = 5;
  index.build(options);
  EXPECT_EQ(differences(index.dump(), index.dump("other")), std::vector<std::string>());
}

// Regression: the first build of a single repository reported no progress.
TEST(BuildIndex, TheProgressOfOneRepositoryIsTold) {
  BuiltIndex index;
  for (uint32_t i = 0; i < 50; ++i) {
    index.add("repo/file" + std::to_string(i), sample_text(i, 100'000));
  }
  BuildOptions options = index.options();
  std::vector<double> shares;
  options.progress = [&](const BuildProgress& progress) {
    if (progress.counts.repositories == 0) shares.push_back(progress.repository_share);
  };
  index.build(options);
  ASSERT_GE(shares.size(), 3u);
  EXPECT_GT(shares[1], 0);
  EXPECT_GT(shares[1], shares[0]);
  EXPECT_LT(shares[1], 1);
}

TEST(BuildIndex, AnUnchangedCorpusGivesANewManifestAndNothingElse) {
  BuiltIndex index;
  add_sources(&index, 1);
  index.build();
  const IndexDump before = index.dump();
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.generation, 2u);
  EXPECT_EQ(summary.counts.new_documents, 0u);
  EXPECT_EQ(summary.new_segments, 0u);
  const std::vector<std::string> changed = differences(before, index.dump());
  EXPECT_EQ(changed, std::vector<std::string>{"meta manifest/0000000000000002"});
}

TEST(BuildIndex, AChangedCorpusAddsOnlyWhatIsNew) {
  BuiltIndex index;
  index.add("repo/a", "one\n");
  index.add("repo/b", "two\n");
  index.build();
  index.add("repo/c", "one\n");
  index.add("repo/b", "three\n");
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.counts.new_documents, 1u);
  EXPECT_EQ(summary.counts.documents, 2u);
  EXPECT_EQ(index.manifest().segments.size(), 2u);
  EXPECT_EQ(index.files().at("repo").size(), 3u);
}

TEST(BuildIndex, SnapshotsStayUntilTheirNameIsBuiltAgain) {
  BuiltIndex index;
  index.add("repo/a", "one\n");
  BuildOptions options = index.options();
  options.snapshot = "monday";
  index.build(options);
  std::filesystem::remove(index.source("repo/a"));
  index.add("repo/b", "two\n");
  options.snapshot = "tuesday";
  index.build(options);
  EXPECT_TRUE(index.files("monday").at("repo").contains("a"));
  EXPECT_FALSE(index.files("tuesday").at("repo").contains("a"));
  EXPECT_EQ(index.manifest().segments.size(), 2u);

  options.snapshot = "monday";
  index.build(options);
  EXPECT_TRUE(index.files("monday").at("repo").contains("b"));
  // No snapshot needs the first segment any more.
  EXPECT_EQ(index.manifest().segments.size(), 1u);
  EXPECT_EQ(index.manifest().snapshots.size(), 2u);
}

TEST(BuildIndex, GoingBackToAnEarlierStateIsAsIfItHadStayed) {
  BuiltIndex index;
  index.add("repo/a", "one\n");
  index.build();
  const IndexDump before = dump_live(open_published(index.directory()).value()).value();
  index.add("repo/a", "two\n");
  {
    // The open reader keeps the first generation's files in the store.
    const PublishedIndex reader = open_published(index.directory()).value();
    index.build();
    index.add("repo/a", "one\n");
    index.build();
  }
  const IndexDump after = dump_live(open_published(index.directory()).value()).value();
  EXPECT_EQ(differences(before, after), std::vector<std::string>());
  index.build();
}

TEST(BuildIndex, AnUnreadableRepositoryKeepsItsPreviousRevision) {
  BuiltIndex index;
  index.add("kept/a", "one\n");
  index.add("other/b", "two\n");
  index.build();
  index.add("other/c", "one\n");
  BuildOptions options = index.options();
  for (Repository& repository : options.repositories) {
    if (repository.name == "kept") repository.unreadable = "No such file or directory";
  }
  Repository never;
  never.name = "never";
  never.unreadable = "Permission denied";
  options.repositories.push_back(never);
  ASSERT_TRUE(sort_repositories(&options.repositories).is_ok());
  const BuildSummary summary = index.build(options);
  ASSERT_EQ(summary.unreadable.size(), 2u);
  EXPECT_EQ(summary.unreadable[0], "kept: No such file or directory");
  EXPECT_EQ(summary.unreadable[1].substr(0, 24), "never: Permission denied");
  EXPECT_TRUE(index.files().at("kept").contains("a"));
  EXPECT_TRUE(index.files().at("never").empty());
  EXPECT_EQ(index.files().at("other").size(), 2u);
  EXPECT_EQ(summary.counts.text_files, 3u);
  index.build();  // reads it again once it is back
  EXPECT_EQ(index.files().count("never"), 0u);
}

// Regression: its files were dropped if each build had its own snapshot name.
TEST(BuildIndex, AnUnreadableRepositoryKeepsTheRevisionOfTheSnapshotPublishedLast) {
  BuiltIndex index;
  index.add("kept/a", "one\n");
  index.add("other/b", "two\n");
  BuildOptions options = index.options();
  for (const char* day : {"monday", "tuesday", "wednesday"}) {
    options.snapshot = day;
    const BuildSummary summary = index.build(options);
    EXPECT_EQ(summary.unreadable.empty(), std::string(day) == "monday");
    EXPECT_TRUE(index.files(day).at("kept").contains("a")) << day;
    options.repositories.at(0).unreadable = "No such file or directory";
  }
}

TEST(BuildIndex, OptionsThatCannotWorkAreRefusedAndNothingIsWritten) {
  BuiltIndex index;
  index.add("repo/a", "one\n");
  BuildOptions options = index.options();
  options.memory = kLeastMemory - 1;
  EXPECT_EQ(build_index(options).status().code(), StatusCode::kInvalidArgument);
  options = index.options();
  options.max_file_size = options.memory / 4 + 1;
  EXPECT_EQ(build_index(options).status().code(), StatusCode::kInvalidArgument);
  options = index.options();
  options.jobs = 1000;
  EXPECT_EQ(build_index(options).status().code(), StatusCode::kInvalidArgument);
  options = index.options();
  options.memory = uint64_t{32} << 30;
  options.max_file_size = kLargestFile + 1;
  EXPECT_EQ(build_index(options).status().code(), StatusCode::kInvalidArgument);
  options = index.options();
  options.snapshot.clear();
  EXPECT_EQ(build_index(options).status().code(), StatusCode::kInvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(index.directory()));
}

TEST(BuildIndex, ASecondBuildAtOnceIsRefused) {
  BuiltIndex index;
  index.add("repo/a", "one\n");
  index.build();
  {
    const IndexWriter writer = IndexWriter::open(index.directory()).value();
    EXPECT_EQ(build_index(index.options()).status().code(), StatusCode::kBusy);
  }
  index.build();
}

}  // namespace
}  // namespace trawl
