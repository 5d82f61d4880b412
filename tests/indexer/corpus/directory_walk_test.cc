#include "indexer/corpus/directory_walk.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/corpus/directory_listing.h"
#include "tests/indexer/corpus/source_tree.h"

namespace trawl {
namespace {

std::vector<SourceFile> walk_all(const std::string& directory, const WalkOptions& options = {}) {
  auto walk = DirectoryWalk::open(directory, options);
  EXPECT_TRUE(walk.is_ok()) << walk.status().message();
  std::vector<SourceFile> files;
  if (!walk.is_ok()) return files;
  while (auto file = walk->next()) files.push_back(*std::move(file));
  return files;
}

// "path reason", with a '/' after the path of a directory; only the path if the file can be read.
std::vector<std::string> described(const std::vector<SourceFile>& files) {
  std::vector<std::string> result;
  for (const SourceFile& file : files) {
    std::string line = file.path + (file.is_directory ? "/" : "");
    if (file.skip != SkipReason::kNone) line += std::string(" ") + skip_reason_name(file.skip);
    result.push_back(line);
  }
  return result;
}

using Lines = std::vector<std::string>;

TEST(DirectoryWalk, PathOrderHiddenFilesAndGit) {
  SourceTree tree;
  for (const char* path : {"a/z", "a.txt", "a-b", "a/b/c", "B", ".hidden/.x", ".gitignore",
                           ".git/config", "a/.git/HEAD", "sub/.git", "sub/x", "a0"}) {
    tree.add(path);
  }
  tree.add_directory("empty/empty");
  const auto files = walk_all(tree.path());
  EXPECT_EQ(described(files), (Lines{".gitignore", ".hidden/.x", "B", "a/b/c", "a/z", "a-b",
                                     "a.txt", "a0", "sub/x"}));
  EXPECT_TRUE(std::is_sorted(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return path_less(a.path, b.path);
  }));
}

TEST(DirectoryWalk, TheShareDoneGrowsFromNoneToAll) {
  SourceTree tree;
  for (const char* path : {"a/1", "a/2/x", "a/2/y", "b", "c/1", "d"}) tree.add(path);
  DirectoryWalk walk = DirectoryWalk::open(tree.path(), {}).value();
  EXPECT_EQ(walk.share_done(), 0);
  std::vector<double> shares;
  while (walk.next()) shares.push_back(walk.share_done());
  EXPECT_EQ(shares, (std::vector<double>{0.125, 0.1875, 0.25, 0.5, 0.75, 1}));
  EXPECT_EQ(walk.share_done(), 1);
}

TEST(DirectoryWalk, LeavesOutOneDirectoryHoweverItIsNamed) {
  SourceTree tree;
  for (const char* path : {"a/index/x", "b/x", "index/x"}) tree.add(path);
  tree.add_symlink("a", "link");
  for (const char* name : {"a/index", "link/index", "a/../a/index/."}) {
    WalkOptions options;
    options.left_out = tree.path(name);
    EXPECT_EQ(described(walk_all(tree.path(), options)), (Lines{"b/x", "index/x", "link symlink"}));
    options.depth_limit = 2;
    EXPECT_EQ(described(walk_all(tree.path(), options)), (Lines{"b/x", "index/x", "link symlink"}));
    options.depth_limit = 1;
    EXPECT_EQ(described(walk_all(tree.path(), options)),
              (Lines{"a/", "b/", "index/", "link symlink"}));
  }
  WalkOptions missing;
  missing.left_out = tree.path("missing");
  EXPECT_EQ(walk_all(tree.path(), missing).size(), 4u);
}

TEST(DirectoryWalk, OddNamesAndOddFiles) {
  SourceTree tree;
  for (const char* path : {"new\nline", "quo\"te", "it's", "tab\t", "caf\xE9", "\xFF\xFE/\x80", " ",
                           "-rf", "back\\slash"}) {
    tree.add(path);
  }
  tree.add("empty", "");
  tree.add("dir/file", "12345");
  tree.add_symlink("dir", "link-to-dir");
  tree.add_symlink("dir/file", "link-to-file");
  tree.add_symlink("nowhere", "link-to-nothing");
  tree.add_symlink(".", "dir/loop");
  ASSERT_EQ(mkfifo(tree.path("fifo").c_str(), 0644), 0);
  const int socket_fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  tree.path("sock").copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(bind(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  close(socket_fd);

  const auto files = walk_all(tree.path());
  EXPECT_EQ(described(files),
            (Lines{" ", "-rf", "back\\slash", "caf\xE9", "dir/file", "dir/loop symlink", "empty",
                   "fifo special", "it's", "link-to-dir symlink", "link-to-file symlink",
                   "link-to-nothing symlink", "new\nline", "quo\"te", "sock special", "tab\t",
                   "\xFF\xFE/\x80"}));
  EXPECT_EQ(files[4].size, 5u);
  EXPECT_EQ(files[5].size, 0u);
}

TEST(DirectoryWalk, ExcludedDirectoriesAreOneEntry) {
  SourceTree tree;
  for (const char* path : {"a/keep", "a/x.o", "build/keep", "build/deep/y", "src/build", "z.o"}) {
    tree.add(path);
  }
  const auto ignore = PathPatterns::parse({"*.o", "build/", "!build/keep"});
  ASSERT_TRUE(ignore.is_ok());
  WalkOptions options;
  options.ignore = &*ignore;
  EXPECT_EQ(described(walk_all(tree.path(), options)),
            (Lines{"a/keep", "a/x.o excluded", "build/ excluded", "src/build", "z.o excluded"}));
}

TEST(DirectoryWalk, DepthLimitGivesDirectoriesAsEntries) {
  SourceTree tree;
  tree.add("org/repo/file");
  tree.add("org/note");
  tree.add("file");
  tree.add_directory("lone");
  WalkOptions options;
  options.depth_limit = 2;
  EXPECT_EQ(described(walk_all(tree.path(), options)), (Lines{"file", "org/note", "org/repo/"}));
  options.depth_limit = 1;
  EXPECT_EQ(described(walk_all(tree.path(), options)), (Lines{"file", "lone/", "org/"}));
}

TEST(DirectoryWalk, RootThatCannotBeOpened) {
  SourceTree tree;
  tree.add("file");
  EXPECT_EQ(DirectoryWalk::open(tree.path("missing"), {}).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(DirectoryWalk::open(tree.path("file"), {}).status().code(), StatusCode::kIoError);
}

TEST(DirectoryWalk, UnreadableDirectoryIsOneEntry) {
  SourceTree tree;
  tree.add("open/x");
  tree.add("shut/x");
  tree.add("z");
  ASSERT_EQ(chmod(tree.path("shut").c_str(), 0), 0);
  ASSERT_EQ(chmod(tree.path("z").c_str(), 0), 0);
  EXPECT_TRUE(holds_without_privileges(
      [](const std::string& root) {
        if (described(walk_all(root)) != Lines{"open/x", "shut/ unreadable", "z"}) return false;
        auto walk = DirectoryWalk::open(root, {});
        std::string content;
        return walk.is_ok() &&
               read_repository_file(walk->directory_fd(), "z", {100}, &content).outcome ==
                   ReadOutcome::kUnreadable;
      },
      tree.path()));
  ASSERT_EQ(chmod(tree.path("shut").c_str(), 0755), 0);
}

// A directory with read but no search permission: its names can be listed, but not their types.
TEST(DirectoryWalk, UnsearchableDirectoryLosesNoName) {
  SourceTree tree;
  tree.add("shut/dir/x");
  tree.add("shut/file");
  ASSERT_EQ(chmod(tree.path("shut").c_str(), 0444), 0);
  EXPECT_TRUE(holds_without_privileges(
      [](const std::string& root) {
        return described(walk_all(root)) == Lines{"shut/dir/ unreadable", "shut/file unreadable"};
      },
      tree.path()));
  ASSERT_EQ(chmod(tree.path("shut").c_str(), 0755), 0);
}

TEST(DirectoryWalk, WhatChangesDuringTheWalkIsTold) {
  SourceTree tree;
  for (const char* path : {"a", "b/x", "c/x", "d/x", "e", "f/x", "g"}) tree.add(path);
  auto walk = DirectoryWalk::open(tree.path(), {});
  ASSERT_TRUE(walk.is_ok());
  std::vector<SourceFile> files;
  files.push_back(*walk->next());
  std::filesystem::remove_all(tree.path("b"));
  std::filesystem::remove_all(tree.path("c"));
  tree.add("c", "now a file");
  std::filesystem::rename(tree.path("d"), tree.path("h"));
  tree.add_symlink("h", "d");
  std::filesystem::remove(tree.path("e"));
  while (auto file = walk->next()) files.push_back(*std::move(file));
  EXPECT_EQ(described(files),
            (Lines{"a", "b/ vanished", "c/ vanished", "d/ vanished", "e vanished", "f/x", "g"}));
}

size_t open_descriptors() {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    ++count;
  }
  return count;
}

// Nested directories, each with a file before and a file after the next directory. They are created
// and removed through descriptors because no path is short enough to reach them.
class DeepTree {
 public:
  DeepTree(const std::string& root, size_t depth, std::string name)
      : root_(root), depth_(depth), name_(std::move(name)) {
    FileDescriptor fd(open(root_.c_str(), O_RDONLY | O_DIRECTORY));
    for (size_t i = 0; i < depth_; ++i) {
      EXPECT_EQ(mkdirat(fd.get(), name_.c_str(), 0755), 0);
      fd = FileDescriptor(openat(fd.get(), name_.c_str(), O_RDONLY | O_DIRECTORY));
      if (!has_files(i)) continue;
      for (const char* file : {"a", "z"}) {
        const FileDescriptor made(openat(fd.get(), file, O_WRONLY | O_CREAT, 0644));
        EXPECT_EQ(write(made.get(), file, 1), 1);
      }
    }
  }
  ~DeepTree() {
    FileDescriptor fd(open(root_.c_str(), O_RDONLY | O_DIRECTORY));
    for (size_t i = 0; i < depth_; ++i) {
      fd = FileDescriptor(openat(fd.get(), name_.c_str(), O_RDONLY | O_DIRECTORY));
    }
    for (size_t i = depth_; i-- > 0;) {
      for (const char* file : {"a", "z"}) {
        EXPECT_EQ(unlinkat(fd.get(), file, 0), has_files(i) ? 0 : -1);
      }
      fd = FileDescriptor(openat(fd.get(), "..", O_RDONLY | O_DIRECTORY));
      EXPECT_EQ(unlinkat(fd.get(), name_.c_str(), AT_REMOVEDIR), 0);
    }
  }

  static bool has_files(size_t level) { return level % 10 == 9; }

 private:
  std::string root_;
  size_t depth_;
  std::string name_;
};

TEST(DirectoryWalk, ThousandsOfLevelsWithFewDescriptors) {
  SourceTree tree;
  const DeepTree deep(tree.path(), 3000, "mid");
  // For file sizes, the walk has to open the parent directories again on its way back up.
  auto walk = DirectoryWalk::open(tree.path(), {});
  ASSERT_TRUE(walk.is_ok());
  const size_t before = open_descriptors();
  std::vector<std::string> paths;
  size_t most = 0;
  while (auto file = walk->next()) {
    EXPECT_EQ(file->skip, SkipReason::kNone) << file->path.size();
    EXPECT_EQ(file->size, 1u);
    most = std::max(most, open_descriptors());
    paths.push_back(std::move(file->path));
  }
  EXPECT_EQ(paths.size(), 600u);
  EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end(), path_less));
  EXPECT_LE(most, before + DirectoryWalk::kMaxOpenLevels + 1);
}

TEST(DirectoryWalk, PathsLongerThanTheKernelTakesAreReadAll) {
  SourceTree tree;
  const DeepTree deep(tree.path(), 60, std::string(250, 'm'));
  auto walk = DirectoryWalk::open(tree.path(), {});
  ASSERT_TRUE(walk.is_ok());
  size_t count = 0;
  std::string content;
  while (auto file = walk->next()) {
    ++count;
    EXPECT_EQ(read_repository_file(walk->directory_fd(), file->path, {100}, &content).outcome,
              ReadOutcome::kRead)
        << file->path.size();
    EXPECT_EQ(content, file->path.substr(file->path.size() - 1));
  }
  EXPECT_EQ(count, 12u);
  EXPECT_EQ(
      read_repository_file(walk->directory_fd(), std::string(9000, 'x'), {100}, &content).outcome,
      ReadOutcome::kUnreadable);
}

// Regression: a directory that became a symlink after it was listed led out of the repository.
TEST(ReadRepositoryFile, ASymlinkInTheMiddleOfAPathIsNotFollowed) {
  SourceTree tree;
  tree.add("repo/dir/below/file");
  tree.add("elsewhere/below/file", "of somebody else\n");
  const FileDescriptor repo(open(tree.path("repo").c_str(), O_RDONLY | O_DIRECTORY));
  std::string content;
  ASSERT_EQ(read_repository_file(repo.get(), "dir/below/file", {100}, &content).outcome,
            ReadOutcome::kRead);
  std::filesystem::remove_all(tree.path("repo/dir"));
  tree.add_symlink("../elsewhere", "repo/dir");
  EXPECT_EQ(read_repository_file(repo.get(), "dir/below/file", {100}, &content).outcome,
            ReadOutcome::kSymlink);
  EXPECT_EQ(content, "");
}

// Lengths on both sides of the kernel's limit, where an off-by-one error would lose a file.
TEST(ReadRepositoryFile, LengthsAroundTheLimit) {
  SourceTree tree;
  std::string directory;
  for (int i = 0; i < 16; ++i) directory += std::string(250, 'd') + "/";
  {
    const DeepTree deep(tree.path(), 16, std::string(250, 'd'));
    FileDescriptor root(open(tree.path().c_str(), O_RDONLY | O_DIRECTORY));
    const FileDescriptor fd(openat(root.get(), directory.c_str(), O_RDONLY | O_DIRECTORY));
    ASSERT_TRUE(fd.is_open());
    std::string content;
    for (size_t length = 4090; length <= 4100; ++length) {
      const std::string name(length - directory.size(), 'f');
      { const FileDescriptor made(openat(fd.get(), name.c_str(), O_WRONLY | O_CREAT, 0644)); }
      EXPECT_EQ(read_repository_file(root.get(), directory + name, {100}, &content).outcome,
                ReadOutcome::kRead)
          << length;
      EXPECT_EQ(unlinkat(fd.get(), name.c_str(), 0), 0);
    }
  }
}

TEST(DirectoryListing, SortedWithoutGitAndDots) {
  SourceTree tree;
  for (const char* path : {"b", "a/x", ".git/x", ".gitx", "..."}) tree.add(path);
  tree.add_symlink("b", "c");
  const FileDescriptor fd(open_directory(AT_FDCWD, tree.path().c_str()));
  std::vector<char> buffer;
  DirectoryListing listing;
  ASSERT_EQ(listing.read(fd.get(), &buffer), 0);
  Lines names;
  for (size_t i = 0; i < listing.size(); ++i) names.emplace_back(listing.name(i));
  EXPECT_EQ(names, (Lines{"...", ".gitx", "a", "b", "c"}));
  const FileDescriptor file(open(tree.path("b").c_str(), O_RDONLY));
  EXPECT_NE(listing.read(file.get(), &buffer), 0);
}

TEST(DirectoryListing, MoreNamesThanOneBufferHolds) {
  SourceTree tree;
  const std::string padding(200, 'x');
  for (int i = 0; i < 2000; ++i) tree.add(std::to_string(i) + padding, "");
  EXPECT_EQ(walk_all(tree.path()).size(), 2000u);
}

}  // namespace
}  // namespace trawl
