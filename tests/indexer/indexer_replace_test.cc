// What a build does not take away from the snapshot that it replaces.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <utility>

#include "indexer/base/command_words.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/corpus/memory_source.h"

namespace trawl {
namespace {

// Options for a build of these repositories of the index's alone.
BuildOptions options_for(const BuiltIndex& index, std::initializer_list<std::string> names) {
  BuildOptions options = index.options();
  std::erase_if(options.repositories, [&](const Repository& repository) {
    return std::find(names.begin(), names.end(), repository.name) == names.end();
  });
  return options;
}

// The build changes nothing and gives this message.
void expect_refused(const BuiltIndex& index, BuildOptions options, const std::string& message) {
  const IndexDump before = index.dump();
  options.prepare = [](IndexWriter*) {
    ADD_FAILURE() << "the build went on";
    return Status();
  };
  const Status status = build_index(options).status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(command_words), message);
  EXPECT_EQ(index.dump(), before);
}

// An index of repositories with a file each.
struct IndexOf : BuiltIndex {
  IndexOf(std::initializer_list<std::string> repositories) {
    for (const std::string& repository : repositories) add(repository + "/file", "text\n");
    build();
  }
};

TEST(ReplaceSnapshot, ARepositoryThatIsLeftOutIsNotDroppedUnasked) {
  const IndexOf index{"heat", "nova"};
  BuildOptions options = options_for(index, {"heat"});
  expect_refused(index, options,
                 "this build leaves out 1 of 2 repositories of snapshot default: nova; to drop it, "
                 "use --replace; to keep it, use another --snapshot NAME");
  options.snapshot = "heat";
  index.build(options);
  EXPECT_EQ(index.files().size(), 2u);
  EXPECT_EQ(index.files("heat").size(), 1u);

  options.snapshot = kDefaultSnapshot;
  options.replace = true;
  index.build(options);
  EXPECT_EQ(index.files().size(), 1u);
}

TEST(ReplaceSnapshot, OfManyThatAreLeftOutTheFirstAreNamed) {
  const IndexOf index{"a", "b", "c\x1b", "d", "e", "f"};
  expect_refused(
      index, options_for(index, {"d"}),
      "this build leaves out 5 of 6 repositories of snapshot default: a, b, c\\x1b and 2 "
      "more; to drop them, use --replace; to keep them, use another --snapshot NAME");
}

TEST(ReplaceSnapshot, ARepositoryWithAnotherNameIsAnother) {
  IndexOf index{"heat"};
  std::filesystem::rename(index.source("heat"), index.source("manila"));
  expect_refused(index, index.options(),
                 "this build leaves out 1 of 1 repository of snapshot default: heat; to drop it, "
                 "use --replace; to keep it, use another --snapshot NAME");
}

// Neither has a file that could be searched.
TEST(ReplaceSnapshot, WhatHasNoFilesAndWhatLiesOutsideMayGo) {
  BuiltIndex index;
  index.add("heat/file", "text\n");
  index.add("README", "text\n");
  std::filesystem::create_directories(index.source("empty"));
  index.build();
  EXPECT_EQ(index.files().size(), 3u);
  std::filesystem::remove(index.source("README"));
  std::filesystem::remove(index.source("empty"));
  index.build();
  EXPECT_EQ(index.files().size(), 1u);
}

TEST(ReplaceSnapshot, WhatLiesOutsideIsNotARepositoryOfTheSameName) {
  const IndexOf index{"heat"};
  BuildOptions options = index.options();
  options.repositories[0].is_outside = true;
  expect_refused(index, options,
                 "this build leaves out 1 of 1 repository of snapshot default: heat; to drop it, "
                 "use --replace; to keep it, use another --snapshot NAME");
}

// Its entries were taken for the earlier files of the repository.
TEST(ReplaceSnapshot, WhatLiesOutsideIsNotKeptForARepositoryOfTheSameName) {
  BuiltIndex index;
  index.add("heat/file", "text\n");
  index.add("README", "text\n");
  BuildOptions options = index.options();
  index.build(options);
  for (Repository& repository : options.repositories) {
    if (!std::exchange(repository.is_outside, false)) continue;
    repository.unreadable = "No such file or directory";
  }
  const BuildSummary summary = index.build(options);
  ASSERT_EQ(summary.unreadable.size(), 1u);
  EXPECT_TRUE(summary.unreadable[0].ends_with("; there is no earlier revision of it"));
  EXPECT_EQ(summary.counts.files, 1u);
}

MemoryFiles files_that(SkipReason when_read) {
  MemoryFiles files;
  files["a"] = {"one\n", SkipReason::kNone, when_read};
  files["b"] = {"two\n", SkipReason::kNone, when_read};
  return files;
}

class UnreadFiles : public testing::Test {
 protected:
  UnreadFiles() {
    index_.add("other/file", "first\n");
    options_ = index_.options();
    add_repository(files_that(SkipReason::kNone));
    index_.build(options_);
    // The other repository goes on.
    index_.add("other/file", "second\n");
  }
  void add_repository(const MemoryFiles& files) {
    options_.repositories.resize(1);
    options_.repositories.push_back(memory_repository("repo", files));
  }

  BuiltIndex index_;
  BuildOptions options_;
};

// The snapshot was published without them, and the exit code was 0.
TEST_F(UnreadFiles, ARepositoryKeepsItsFilesWhenNoneCanBeRead) {
  for (const auto& [reason, why] : {std::pair{SkipReason::kUnreadable, "2 unreadable"},
                                    {SkipReason::kVanished, "2 vanished"},
                                    {SkipReason::kShrunk, "2 shrunk"},
                                    {SkipReason::kMissingObject, "2 missing object"}}) {
    add_repository(files_that(reason));
    for (const bool replace : {false, true}) {
      options_.replace = replace;
      const BuildSummary summary = index_.build(options_);
      EXPECT_EQ(summary.unreadable,
                std::vector<std::string>{"repo: memory:repo: no text could be read (" +
                                         std::string(why) + ")"});
      EXPECT_EQ(summary.emptied, 0u);
      EXPECT_EQ(summary.counts.files, 3u);
      EXPECT_EQ(summary.counts.text_files, 3u);
      EXPECT_EQ(summary.counts.skipped, SkippedCounts{});
      EXPECT_EQ(index_.files().at("repo").at("b").skip, SkipReason::kNone);
    }
  }
  // One that can be read again is as it is.
  add_repository({{"a", {"three\n", SkipReason::kNone, SkipReason::kNone}}});
  EXPECT_EQ(index_.build(options_).unreadable, std::vector<std::string>());
  EXPECT_EQ(index_.files().at("repo").size(), 1u);
}

TEST_F(UnreadFiles, OneThatCouldBeReadIsEnough) {
  MemoryFiles files = files_that(SkipReason::kUnreadable);
  files["c"].content = "three\n";
  add_repository(files);
  EXPECT_EQ(index_.build(options_).unreadable, std::vector<std::string>());
  EXPECT_EQ(index_.files().at("repo").at("a").skip, SkipReason::kUnreadable);
}

TEST_F(UnreadFiles, ARepositoryThatNeverHadTextIsAsItIs) {
  options_.snapshot = "other";
  options_.repositories.resize(1);
  options_.repositories.push_back(memory_repository("new", files_that(SkipReason::kUnreadable)));
  EXPECT_EQ(index_.build(options_).unreadable, std::vector<std::string>());
  EXPECT_EQ(index_.files("other").at("new").at("a").skip, SkipReason::kUnreadable);
}

// As where a disk is not mounted.
TEST_F(UnreadFiles, ARepositoryWithoutFilesKeepsThoseItHad) {
  add_repository({});
  BuildSummary summary = index_.build(options_);
  EXPECT_EQ(summary.unreadable, std::vector<std::string>{"repo: memory:repo has no files"});
  EXPECT_EQ(summary.emptied, 1u);
  EXPECT_EQ(index_.files().at("repo").size(), 2u);

  options_.replace = true;
  summary = index_.build(options_);
  EXPECT_EQ(summary.unreadable, std::vector<std::string>());
  EXPECT_EQ(summary.emptied, 0u);
  EXPECT_EQ(index_.files().at("repo").size(), 0u);
}

TEST_F(UnreadFiles, ANewSnapshotTakesARepositoryWithoutFiles) {
  add_repository({});
  options_.snapshot = "new";
  EXPECT_EQ(index_.build(options_).unreadable, std::vector<std::string>());
  EXPECT_EQ(index_.files("new").at("repo").size(), 0u);
}

// The files that it has in another snapshot, even one that was built later, are not this one's.
TEST_F(UnreadFiles, ASnapshotTakesANewRepositoryWithoutFiles) {
  BuildOptions side = options_;
  side.snapshot = "side";
  side.repositories.push_back(memory_repository("x", files_that(SkipReason::kNone)));
  index_.build(side);
  options_.repositories.push_back(memory_repository("x", {}));
  const BuildSummary summary = index_.build(options_);
  EXPECT_EQ(summary.unreadable, std::vector<std::string>());
  EXPECT_EQ(summary.emptied, 0u);
  EXPECT_EQ(index_.files().at("x").size(), 0u);
  EXPECT_EQ(index_.files().at("repo").size(), 2u);
  EXPECT_EQ(index_.files("side").at("x").size(), 2u);
}

// All are looked up in what is read once.
TEST_F(UnreadFiles, EachOfSeveralRepositoriesKeepsItsOwn) {
  const auto add = [&](const std::string& name, MemoryFiles files) {
    options_.repositories.push_back(memory_repository(name, std::move(files)));
  };
  add("two", {{"c", {"three\n", SkipReason::kNone, SkipReason::kNone}}});
  index_.build(options_);
  options_.repositories.resize(1);
  add("repo", {});
  add("two", {{"c", {"three\n", SkipReason::kNone, SkipReason::kUnreadable}}});
  EXPECT_EQ(index_.build(options_).unreadable,
            (std::vector<std::string>{"repo: memory:repo has no files",
                                      "two: memory:two: no text could be read (1 unreadable)"}));
  EXPECT_EQ(index_.files().at("repo").size(), 2u);
  EXPECT_EQ(index_.files().at("two").at("c").skip, SkipReason::kNone);
}

TEST(ReplaceSnapshot, ABuildWithoutTextDoesNotReplaceText) {
  BuiltIndex index;
  index.add("repo/a", std::string(3000, 'x'));
  index.add("repo/empty", "");
  index.add("repo/logo", std::string_view("\0", 1));
  index.build();
  const IndexDump before = index.dump();
  BuildOptions options = index.options();
  options.max_file_size = 0;
  const Status status = build_index(options).status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(command_words),
            "this build found no text (2 too large), and snapshot default has 2.93 KiB of it, so "
            "snapshot default stays as it was; to drop it, use --replace; to keep it, use another "
            "--snapshot NAME");
  EXPECT_EQ(index.dump(), before);

  options.replace = true;
  EXPECT_EQ(index.build(options).counts.text_bytes, 0u);
  index.build(options);  // there is nothing left to lose
  options.replace = false;
  index.build(options);
}

}  // namespace
}  // namespace trawl
