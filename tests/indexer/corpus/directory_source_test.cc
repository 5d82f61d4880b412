#include "indexer/corpus/directory_source.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/indexer/corpus/memory_source.h"
#include "tests/indexer/corpus/source_tree.h"

namespace trawl {
namespace {

std::unique_ptr<Source> opened(const SourceOpener& opener, const PathPatterns* ignore = nullptr) {
  Result<std::unique_ptr<Source>> source = opener(ignore);
  EXPECT_TRUE(source.is_ok()) << source.status().message();
  return source.is_ok() ? std::move(source).value() : nullptr;
}

std::vector<SourceFile> list_all(Source* source) {
  std::vector<SourceFile> files;
  while (std::optional<SourceFile> file = source->next()) files.push_back(*std::move(file));
  return files;
}

// One line per file, for comparison in tests.
std::string listing_of(const std::vector<SourceFile>& files) {
  std::string text;
  for (const SourceFile& file : files) {
    text += file.path + (file.is_directory ? "/ " : " ") + skip_reason_name(file.skip) + " " +
            std::to_string(file.size) + "\n";
  }
  return text;
}

TEST(Source, ADirectoryAndItsCopyInMemoryListAndReadTheSame) {
  SourceTree tree;
  MemoryFiles files;
  for (const char* path : {"a/b/c", "a-b", "a.txt", "build/x", "build/y/z", "c.o", "z"}) {
    files[path].content = std::string("of ") + path;
    tree.add(path, files[path].content);
  }
  tree.add_symlink("z", "link");
  files["link"].skip = SkipReason::kSymlink;
  const PathPatterns ignore = PathPatterns::parse({"*.o", "build/"}).value();
  for (const PathPatterns* ignored : {&ignore, static_cast<const PathPatterns*>(nullptr)}) {
    const auto directory = opened(directory_source(tree.path()), ignored);
    const auto memory = opened(memory_repository("memory", files).opener, ignored);
    const std::vector<SourceFile> listed = list_all(directory.get());
    EXPECT_EQ(listing_of(listed), listing_of(list_all(memory.get())));
    EXPECT_EQ(directory->share_done(), 1);
    EXPECT_EQ(memory->share_done(), 1);
    for (const SourceFile& file : listed) {
      if (file.skip != SkipReason::kNone) continue;
      for (const uint64_t most : {0u, 3u, 100u}) {
        std::string a, b;
        const ReadResult of_directory = directory->read(file, most, &a);
        const ReadResult of_memory = memory->read(file, most, &b);
        EXPECT_EQ(of_directory.skip, of_memory.skip) << file.path;
        EXPECT_EQ(of_directory.size, of_memory.size) << file.path;
        EXPECT_EQ(a, b);
        EXPECT_EQ(directory->read_head(file, most, &a), SkipReason::kNone) << file.path;
        EXPECT_EQ(memory->read_head(file, most, &b), SkipReason::kNone) << file.path;
        EXPECT_EQ(a, b);
      }
    }
  }
}

// A source listed to its end can still read files, and gives the reason for each that has changed
// since.
TEST(DirectorySource, WhatChangedSinceItWasListedIsReadWithItsReason) {
  SourceTree tree;
  for (const char* path : {"fifo", "gone", "grown", "link", "moved/x", "same"}) tree.add(path);
  const auto source = opened(directory_source(tree.path()));
  const std::vector<SourceFile> files = list_all(source.get());
  for (const char* path : {"fifo", "gone", "link", "moved"}) {
    std::filesystem::remove_all(tree.path(path));
  }
  ASSERT_EQ(mkfifo(tree.path("fifo").c_str(), 0644), 0);
  tree.add("grown", std::string(101, 'x'));
  tree.add_symlink("same", "link");
  tree.add_symlink(".", "moved");
  std::map<std::string, SkipReason> reasons;
  std::string content;
  for (const SourceFile& file : files) {
    reasons[file.path] = source->read(file, 100, &content).skip;
  }
  EXPECT_EQ(reasons, (std::map<std::string, SkipReason>{{"fifo", SkipReason::kSpecial},
                                                        {"gone", SkipReason::kVanished},
                                                        {"grown", SkipReason::kTooLarge},
                                                        {"link", SkipReason::kSymlink},
                                                        {"moved/x", SkipReason::kSymlink},
                                                        {"same", SkipReason::kNone}}));
}

TEST(DirectorySource, WhatMayNotBeReadIsUnreadable) {
  SourceTree tree;
  tree.add("shut");
  ASSERT_EQ(chmod(tree.path("shut").c_str(), 0), 0);
  EXPECT_TRUE(holds_without_privileges(
      [](const std::string& root) {
        const auto source = opened(directory_source(root));
        std::string content;
        const std::optional<SourceFile> file = source->next();
        return file && source->read(*file, 100, &content).skip == SkipReason::kUnreadable &&
               source->read_head(*file, 100, &content) == SkipReason::kUnreadable;
      },
      tree.path()));
}

// Files of sysfs report one page but hold less, so they look like a file that shrinks while it is
// read.
TEST(DirectorySource, AFileWithFewerBytesThanItSaidHasShrunk) {
  struct stat facts = {};
  if (stat("/sys/devices/system/cpu/online", &facts) != 0 || facts.st_size == 0) GTEST_SKIP();
  const auto source = opened(directory_source("/sys/devices/system/cpu"));
  std::string content;
  EXPECT_EQ(source->read({"online"}, 1 << 20, &content).skip, SkipReason::kShrunk);
  EXPECT_EQ(source->read_head({"online"}, 1 << 20, &content), SkipReason::kNone);
}

TEST(DirectorySource, AnErrorSaysWhyItCannotBeOpened) {
  SourceTree tree;
  Repository repository;
  repository.opener = directory_source(tree.path("missing"));
  EXPECT_EQ(repository.open(nullptr).status().message(),
            "cannot read directory " + tree.path("missing") + ": No such file or directory");
  repository.opener = directory_source(tree.path());
  EXPECT_TRUE(repository.open(nullptr).is_ok());
  repository.unreadable = "known before";
  EXPECT_EQ(repository.open(nullptr).status().message(), "known before");
}

std::optional<std::string> fingerprint_of(MemoryFiles files) {
  return opened(memory_repository("memory", std::move(files)).opener)->fingerprint();
}

TEST(Source, AFingerprintIsEqualOnlyIfNothingChanged) {
  MemoryFiles files;
  files["a"].content = "one";
  files["b"].content = "two";
  const std::optional<std::string> before = fingerprint_of(files);
  ASSERT_TRUE(before.has_value());
  EXPECT_EQ(fingerprint_of(files), before);
  MemoryFiles changed = files, moved, added = files;
  changed["b"].content = "owt";
  moved["a"].content = "one";
  moved["c"].content = "two";
  added["c"].content = "";
  for (const MemoryFiles& other : {changed, moved, added}) {
    EXPECT_NE(fingerprint_of(other), before);
  }
  // A directory cannot guarantee that nothing changed.
  SourceTree tree;
  EXPECT_EQ(opened(directory_source(tree.path()))->fingerprint(), std::nullopt);
}

}  // namespace
}  // namespace trawl
