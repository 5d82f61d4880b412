// Builds of repositories that are not directories, and of directories that change during the build.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "indexer/store/snapshot_entries.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/corpus/memory_source.h"
#include "tests/indexer/document/sample_documents.h"

namespace trawl {
namespace {

SnapshotEntry only_entry(const BuiltIndex& index) {
  const PublishedIndex published = open_published(index.directory()).value();
  return read_snapshot_entries(published.store, published.manifest.snapshots.at(0)).value().at(0);
}

// Options for tests that replace the repositories.
BuildOptions options_of(BuiltIndex* index) {
  index->add("repo/replaced", "");  // options() refuses to find no repository
  return index->options();
}

TEST(BuildFromMemory, GivesTheIndexOfADirectoryWithTheSameFiles) {
  BuiltIndex index;
  MemoryFiles odd, code;
  for (const auto& [path, content] : odd_text_files()) odd[path].content = content;
  odd["binary"].content = std::string("\x7f\0", 2);
  odd["excluded/a"].content = odd["excluded/b/c"].content = "excluded\n";
  odd["excluded.po"].content = "excluded too\n";
  odd["large"].content = std::string(2 << 20, 'x');
  odd["link"].skip = SkipReason::kSymlink;
  // Enough text to train a dictionary.
  for (uint32_t i = 0; i < 200; ++i) {
    code["dir" + std::to_string(i % 7) + "/file" + std::to_string(i) + ".py"].content =
        sample_text(i % 9 == 0 ? 1 : i, 1000 + (i * 7919) % 50000);
  }
  for (const auto& [path, file] : code) index.add("code/" + path, file.content);
  for (const auto& [path, file] : odd) {
    if (file.skip == SkipReason::kNone) index.add("odd/" + path, file.content);
  }
  ASSERT_EQ(symlink("empty", index.source("odd/link").c_str()), 0);

  BuildOptions options = index.options();
  options.exclude = PathPatterns::parse({"*.po", "excluded/"}).value();
  options.max_file_size = (2 << 20) - 1;
  options.rules = parse_rules("a\tneutron.*request\n", "rules").value();
  const BuildSummary of_directories = index.build(options);
  options.index_directory = index.directory("memory");
  options.repositories = {memory_repository("code", code), memory_repository("odd", odd)};
  options.jobs = 3;
  const BuildSummary of_memory = index.build(options);
  EXPECT_EQ(of_memory.counts.files, code.size() + odd.size() - 1);
  EXPECT_EQ(of_memory.counts.skipped, of_directories.counts.skipped);
  EXPECT_EQ(index.dump("memory"), index.dump());
}

// A source that knows digests, such as git.
class BuildByDigest : public testing::Test {
 protected:
  BuildByDigest() : options_(options_of(&index_)) {}

  void add(const std::string& path, const std::string& content) {
    MemoryFile& file = files_[path];
    file.content = content;
    file.has_digest = true;
    file.reads = reads_;
  }
  // Builds, and returns how many files were read.
  int build() {
    options_.repositories = {memory_repository("repo", files_)};
    *reads_ = 0;
    summary_ = index_.build(options_);
    return *reads_;
  }
  FileRecord file(const std::string& path) { return index_.files().at("repo").at(path); }

  BuiltIndex index_;
  BuildOptions options_;
  BuildSummary summary_;
  MemoryFiles files_;
  ReadCount reads_ = std::make_shared<std::atomic<int>>(0);
};

const std::string kBinaryContent("\x7f\0", 2);

TEST_F(BuildByDigest, NothingThatTheIndexKnowsIsReadAgain) {
  add("a", "#!/bin/sh\n");
  add("logo.png", kBinaryContent);
  add("wide", "\xFF\xFEt");
  add("z", "text\n");
  EXPECT_EQ(build(), 4);
  EXPECT_EQ(index_.manifest().segments.at(0).unindexed, 2U);
  EXPECT_EQ(build(), 0);
  EXPECT_EQ(file("logo.png").skip, SkipReason::kBinary);
  EXPECT_TRUE(file("logo.png").is_skipped_with_digest);
  EXPECT_EQ(file("logo.png").size, kBinaryContent.size());
  EXPECT_EQ(file("wide").skip, SkipReason::kUtf16);
  EXPECT_EQ(file("a").language, "Shell");
  add("other/name", "#!/bin/sh\n");
  add("other/logo.png", kBinaryContent);
  EXPECT_EQ(build(), 0);
  EXPECT_EQ(summary_.counts.examined, 0U);
  EXPECT_EQ(file("other/name").language, "Shell");
  EXPECT_EQ(file("other/logo.png").skip, SkipReason::kBinary);
}

TEST_F(BuildByDigest, WhatIsTooLargeIsNotReadAndNotRemembered) {
  add("a", "one line of text\n");
  add("b", "c\n");
  options_.max_file_size = 4;
  EXPECT_EQ(build(), 1);
  EXPECT_EQ(file("a").skip, SkipReason::kTooLarge);
  EXPECT_TRUE(file("a").is_skipped_with_digest);
  options_.max_file_size = 64;
  EXPECT_EQ(build(), 1);
  EXPECT_EQ(file("a").skip, SkipReason::kNone);
}

// A segment must have a document, so what follows the last one waits for the next build.
TEST_F(BuildByDigest, AContentThatIsNotIndexedIsRememberedWithTheNextNewDocument) {
  add("z", kBinaryContent);
  EXPECT_EQ(build(), 1);
  EXPECT_EQ(build(), 1);
  add("zz", "text\n");
  EXPECT_EQ(build(), 2);
  EXPECT_EQ(build(), 0);
}

TEST_F(BuildByDigest, MergedSegmentsKeepWhatTheyKnow) {
  for (int i = 0; i < 9; ++i) {
    const std::string number = std::to_string(i);
    add("a" + number, kBinaryContent + number);
    add("b" + number, "text " + number + "\n");
    EXPECT_EQ(build(), 2);
  }
  EXPECT_LT(index_.manifest().segments.size(), 9U);
  uint64_t unindexed = 0;
  for (const SegmentFacts& segment : index_.manifest().segments) unindexed += segment.unindexed;
  EXPECT_EQ(unindexed, 9U);
  EXPECT_EQ(build(), 0);
}

// Calls a function with the path of each file before it returns the file.
class WatchedSource : public Source {
 public:
  using Listed = std::function<void(const std::string& path)>;
  WatchedSource(std::unique_ptr<Source> source, Listed listed)
      : source_(std::move(source)), listed_(std::move(listed)) {}

  std::optional<SourceFile> next() override {
    std::optional<SourceFile> file = source_->next();
    if (file) listed_(file->path);
    return file;
  }
  double share_done() const override { return source_->share_done(); }
  ReadResult read(const SourceFile& file, uint64_t max_size, std::string* content) const override {
    return source_->read(file, max_size, content);
  }
  SkipReason read_head(const SourceFile& file, uint64_t most, std::string* content) const override {
    return source_->read_head(file, most, content);
  }

 private:
  std::unique_ptr<Source> source_;
  Listed listed_;
};

SourceOpener watched(const SourceOpener& opener, const WatchedSource::Listed& listed) {
  return [opener, listed](const PathPatterns* ignore) -> Result<std::unique_ptr<Source>> {
    TRAWL_ASSIGN_OR_RETURN(std::unique_ptr<Source> source, opener(ignore));
    return std::unique_ptr<Source>(new WatchedSource(std::move(source), listed));
  };
}

// Changes a directory's file after it is listed and before it is read.
void change(const std::string& path, SkipReason reason) {
  if (reason == SkipReason::kTooLarge) std::filesystem::resize_file(path, 5001);
  if (reason == SkipReason::kNone || reason == SkipReason::kTooLarge) return;
  std::filesystem::remove(path);
  int result = 0;
  if (reason == SkipReason::kSymlink) result = symlink("stays", path.c_str());
  if (reason == SkipReason::kSpecial) result = mkfifo(path.c_str(), 0644);
  EXPECT_EQ(result, 0) << path;
}

TEST(BuildFromMemory, WhatHappensToFilesHasTheReasonsThatItHasInADirectory) {
  MemoryFiles files;
  for (const auto& [path, reason] : {std::pair{"fifo", SkipReason::kSpecial},
                                     {"gone", SkipReason::kVanished},
                                     {"grown", SkipReason::kTooLarge},
                                     {"link", SkipReason::kSymlink},
                                     {"stays", SkipReason::kNone}}) {
    files[path] = {"text of " + std::string(path), SkipReason::kNone, reason};
  }
  BuiltIndex index;
  for (const auto& [path, file] : files) index.add("repo/" + path, file.content);
  BuildOptions options = index.options();
  options.max_file_size = 5000;
  options.jobs = 1;  // samples are taken after its first batch was listed
  Repository& repository = options.repositories.at(0);
  std::set<std::string> changed;
  repository.opener = watched(repository.opener, [&](const std::string& path) {
    if (changed.insert(path).second) change(index.source("repo/" + path), files[path].when_read);
  });
  const BuildSummary summary = index.build(options);
  EXPECT_EQ(summary.counts.files, 5u);
  EXPECT_EQ(summary.counts.text_files, 1u);
  const auto read = index.files().at("repo");
  for (const auto& [path, record] : read) {
    EXPECT_EQ(record.skip, files[path].when_read) << path;
  }
  options.index_directory = index.directory("memory");
  options.repositories = {memory_repository("repo", files)};
  EXPECT_EQ(index.build(options).counts.skipped, summary.counts.skipped);
  EXPECT_EQ(index.dump("memory"), index.dump());
}

TEST(BuildFromMemory, AFileThatShrinksOrMayNotBeReadIsSkipped) {
  BuiltIndex index;
  MemoryFiles files;
  files["shrunk"] = {"text", SkipReason::kNone, SkipReason::kShrunk};
  files["missing"] = {"text", SkipReason::kNone, SkipReason::kMissingObject};
  files["shut"] = {"text", SkipReason::kNone, SkipReason::kUnreadable};
  BuildOptions options = options_of(&index);
  options.repositories = {memory_repository("repo", files)};
  index.build(options);
  const auto read = index.files().at("repo");
  for (const auto& [path, record] : read) {
    EXPECT_EQ(record.skip, files[path].when_read) << path;
    EXPECT_EQ(record.size, 4u) << path;
    EXPECT_EQ(record.digest, DocumentDigest()) << path;
  }
}

TEST(BuildFromMemory, TheEntryHasTheRevisionOfTheSource) {
  BuiltIndex index;
  MemoryFiles files;
  files["a"].content = "one\n";
  BuildOptions options = options_of(&index);
  const std::string commit(40, 'c');
  options.repositories = {memory_repository("repo", files, {"refs/heads/main", commit})};
  index.build(options);
  EXPECT_EQ(only_entry(index).ref, "refs/heads/main");
  EXPECT_EQ(only_entry(index).revision, commit);

  // A repository that cannot be opened keeps its files and their revision.
  options.repositories[0].opener = [](const PathPatterns*) -> Result<std::unique_ptr<Source>> {
    return corruption("the archive is cut off");
  };
  EXPECT_EQ(index.build(options).unreadable,
            std::vector<std::string>{"repo: the archive is cut off"});
  EXPECT_EQ(only_entry(index).revision, commit);
  EXPECT_EQ(only_entry(index).files, 1u);

  options.repositories = {memory_repository("repo", files)};
  index.build(options);
  EXPECT_EQ(only_entry(index).ref, "");
  EXPECT_EQ(only_entry(index).revision, "");
}

}  // namespace
}  // namespace trawl
