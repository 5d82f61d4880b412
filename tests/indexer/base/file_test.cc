#include "indexer/base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

void write(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

struct ReadSourceFile : testing::Test {
  ReadOutcome read(const std::string& name, uint64_t max_size = 1 << 20) {
    const FileDescriptor here(open(directory.path().c_str(), O_RDONLY | O_DIRECTORY));
    return read_source_file(here.get(), name.c_str(), {max_size}, &content).outcome;
  }

  TemporaryDirectory directory;
  std::string content = "of the file before";
};

TEST_F(ReadSourceFile, ReadsExactBytes) {
  const std::string bytes("a\0b\r\n\xFF", 6);
  write(directory / "file", bytes);
  EXPECT_EQ(read("file"), ReadOutcome::kRead);
  EXPECT_EQ(content, bytes);
}

TEST_F(ReadSourceFile, ReadsAnEmptyFile) {
  write(directory / "file", "");
  EXPECT_EQ(read("file", 0), ReadOutcome::kRead);
  EXPECT_EQ(content, "");
}

TEST_F(ReadSourceFile, KeepsTheCapacityFromFileToFile) {
  write(directory / "large", std::string(300'000, 'x'));
  write(directory / "small", "y");
  ASSERT_EQ(read("large"), ReadOutcome::kRead);
  const size_t capacity = content.capacity();
  ASSERT_EQ(read("small"), ReadOutcome::kRead);
  EXPECT_EQ(content, "y");
  EXPECT_EQ(content.capacity(), capacity);
}

TEST_F(ReadSourceFile, ReadsUpToTheLimitAndNotBeyond) {
  write(directory / "file", "12345");
  EXPECT_EQ(read("file", 5), ReadOutcome::kRead);
  EXPECT_EQ(read("file", 4), ReadOutcome::kTooLarge);
}

TEST_F(ReadSourceFile, TellsWhatIsNotThere) {
  write(directory / "file", "");
  EXPECT_EQ(read("gone"), ReadOutcome::kVanished);
  EXPECT_EQ(read("gone/file"), ReadOutcome::kVanished);
  EXPECT_EQ(read("file/below"), ReadOutcome::kVanished);
}

TEST_F(ReadSourceFile, DoesNotFollowASymlink) {
  write(directory / "file", "secret");
  std::filesystem::create_symlink("file", directory / "link");
  std::filesystem::create_symlink("nowhere", directory / "dangling");
  EXPECT_EQ(read("link"), ReadOutcome::kSymlink);
  EXPECT_EQ(read("dangling"), ReadOutcome::kSymlink);
}

TEST_F(ReadSourceFile, TellsDirectoriesFifosAndSocketsWithoutWaiting) {
  std::filesystem::create_directory(directory / "directory");
  ASSERT_EQ(mkfifo((directory / "fifo").c_str(), 0600), 0);
  const FileDescriptor fd(socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = directory / "socket";
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  ASSERT_EQ(bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(read("directory"), ReadOutcome::kSpecial);
  EXPECT_EQ(read("fifo"), ReadOutcome::kSpecial);
  EXPECT_EQ(read("socket"), ReadOutcome::kSpecial);
}

TEST_F(ReadSourceFile, TellsAFileThatMayNotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write(directory / "file", "x");
  ASSERT_EQ(chmod((directory / "file").c_str(), 0), 0);
  EXPECT_EQ(read("file"), ReadOutcome::kUnreadable);
}

TEST_F(ReadSourceFile, ReadsTheHeadOfAFileOfAnyLength) {
  write(directory / "file", "12345");
  const FileDescriptor here(open(directory.path().c_str(), O_RDONLY | O_DIRECTORY));
  EXPECT_EQ(read_source_head(here.get(), "file", 3, &content), ReadOutcome::kRead);
  EXPECT_EQ(content, "123");
  EXPECT_EQ(read_source_head(here.get(), "file", 6, &content), ReadOutcome::kRead);
  EXPECT_EQ(content, "12345");
  EXPECT_EQ(read_source_head(here.get(), "gone", 3, &content), ReadOutcome::kVanished);
}

// /proc/self is a symlink.
std::string of_proc(const std::string& name) {
  return "/proc/" + std::to_string(getpid()) + "/" + name;
}

// Regression: these files report a size of 0 and were read as empty.
TEST_F(ReadSourceFile, ReadsFilesOfProcToTheirEnd) {
  const std::string path = of_proc("status");
  const SourceRead read = read_source_file(AT_FDCWD, path.c_str(), {1 << 20}, &content);
  EXPECT_EQ(read.outcome, ReadOutcome::kRead);
  EXPECT_EQ(read.size, content.size());
  EXPECT_NE(content.find("VmHWM"), std::string::npos);
  EXPECT_EQ(read_source_head(AT_FDCWD, path.c_str(), 4, &content), ReadOutcome::kRead);
  EXPECT_EQ(content, "Name");
}

TEST_F(ReadSourceFile, ReadsNoMoreOfAFileOfProcThanItMayHave) {
  for (const char* name : {"status", "maps"}) {
    EXPECT_EQ(read_source_file(AT_FDCWD, of_proc(name).c_str(), {100}, &content).outcome,
              ReadOutcome::kTooLarge);
    EXPECT_LE(content.size(), 101u);
  }
  content.clear();
  ASSERT_EQ(read_source_file(AT_FDCWD, "/proc/version", {1 << 20}, &content).outcome,
            ReadOutcome::kRead);
  const uint64_t size = content.size();
  const auto outcome_of = [this](uint64_t most) {
    return read_source_file(AT_FDCWD, "/proc/version", {most}, &content).outcome;
  };
  EXPECT_EQ(outcome_of(size), ReadOutcome::kRead);
  EXPECT_EQ(outcome_of(size - 1), ReadOutcome::kTooLarge);
  EXPECT_EQ(outcome_of(0), ReadOutcome::kTooLarge);
}

bool has_no_nul(std::string_view head) {
  return head.find('\0') == std::string_view::npos;
}

// Regression: all 8 GiB of zeros were read.
TEST_F(ReadSourceFile, ReadsNoMoreThanTheHeadOfAFileThatIsRefused) {
  constexpr uint64_t kSize = uint64_t{8} << 30;
  write(directory / "sparse", "text");
  ASSERT_EQ(truncate((directory / "sparse").c_str(), kSize), 0);
  std::string read;
  const SourceRead found =
      read_source_file(AT_FDCWD, (directory / "sparse").c_str(), {kSize, has_no_nul}, &read);
  EXPECT_EQ(found.outcome, ReadOutcome::kRefused);
  EXPECT_EQ(found.size, kSize);
  EXPECT_EQ(read.size(), ReadLimits::kHeadBytes);
  EXPECT_LT(read.capacity(), 4 * ReadLimits::kHeadBytes);
}

TEST_F(ReadSourceFile, ReadsAFileWhoseHeadIsAcceptedWhole) {
  for (const size_t size : {size_t{0}, size_t{1}, ReadLimits::kHeadBytes - 1,
                            ReadLimits::kHeadBytes, ReadLimits::kHeadBytes + 1, size_t{100'000}}) {
    write(directory / "file", std::string(size, 'x') + std::string(size / 8192, '\0'));
    const SourceRead found =
        read_source_file(AT_FDCWD, (directory / "file").c_str(), {1 << 20, has_no_nul}, &content);
    EXPECT_EQ(found.outcome, ReadOutcome::kRead) << size;
    EXPECT_EQ(found.size, size + size / 8192);
    EXPECT_EQ(content, std::string(size, 'x') + std::string(size / 8192, '\0'));
  }
  const SourceRead status =
      read_source_file(AT_FDCWD, of_proc("status").c_str(), {1 << 20, has_no_nul}, &content);
  EXPECT_EQ(status.outcome, ReadOutcome::kRead);
  EXPECT_TRUE(content.starts_with("Name:"));
  EXPECT_EQ(status.size, content.size());
  EXPECT_EQ(read_source_file(AT_FDCWD, of_proc("cmdline").c_str(), {1 << 20, has_no_nul}, &content)
                .outcome,
            ReadOutcome::kRefused);
}

// Files of sysfs report one page but hold less, so they look like a file that shrinks while it is
// read.
TEST_F(ReadSourceFile, TellsAFileWithFewerBytesThanItSaid) {
  const char* path = "/sys/devices/system/cpu/online";
  struct stat facts {};
  if (stat(path, &facts) != 0 || facts.st_size == 0) GTEST_SKIP() << "no " << path;
  EXPECT_EQ(read_source_file(AT_FDCWD, path, {1 << 20}, &content).outcome, ReadOutcome::kShrunk);
}

TEST(ReadFile, ReadsWholeFilesAndTellsAbsentOnes) {
  const TemporaryDirectory directory;
  const std::string bytes = std::string(200'000, 'a') + '\0' + "end";
  write(directory / "file", bytes);
  write(directory / "empty", "");
  EXPECT_EQ(read_file(directory / "file").value(), bytes);
  EXPECT_EQ(read_file(directory / "empty").value(), "");
  const Result<std::string> absent = read_file(directory / "absent");
  EXPECT_EQ(absent.status().code(), StatusCode::kNotFound);
  EXPECT_NE(absent.status().message().find(directory / "absent"), std::string::npos);
  EXPECT_EQ(read_file(directory / "file/below").status().code(), StatusCode::kNotFound);
  EXPECT_EQ(read_file(directory.path()).status().code(), StatusCode::kIoError);
}

// These files report a size of 0.
TEST(ReadFile, ReadsFilesOfProc) {
  const Result<std::string> status = read_file("/proc/self/status");
  ASSERT_TRUE(status.is_ok());
  EXPECT_NE(status->find("VmHWM"), std::string::npos);
}

TEST(ReadFile, RefusesWhatIsLongerThanItMayBe) {
  const TemporaryDirectory directory;
  write(directory / "file", std::string((1 << 20) + 1, 'a'));
  EXPECT_TRUE(read_file(directory / "file", (1 << 20) + 1).is_ok());
  // A device and a pipe report no length.
  for (const std::string& path : {directory / "file", std::string("/dev/zero")}) {
    const Status status = read_file(path, 1 << 20).status();
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
    EXPECT_EQ(status.message(), path + " holds more than 1 MiB");
  }
}

TEST(ReplaceFile, LeavesTheNewContentAndNothingElse) {
  const TemporaryDirectory directory;
  const std::string path = directory / "GENERATION";
  ASSERT_TRUE(replace_file(path, "one").is_ok());
  ASSERT_TRUE(replace_file(path, "second").is_ok());
  EXPECT_EQ(read_file(path).value(), "second");
  const auto entries = std::filesystem::directory_iterator(directory.path());
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST(ReplaceFile, OverwritesWhatACrashLeft) {
  const TemporaryDirectory directory;
  write(directory / "file.new", "half of something longer");
  ASSERT_TRUE(replace_file(directory / "file", "x").is_ok());
  EXPECT_EQ(read_file(directory / "file").value(), "x");
}

TEST(ReplaceFile, CleansUpWhenItFails) {
  const TemporaryDirectory directory;
  std::filesystem::create_directories(directory / "taken/inside");
  EXPECT_EQ(replace_file(directory / "taken", "x").code(), StatusCode::kIoError);
  EXPECT_FALSE(std::filesystem::exists(directory / "taken.new"));
  EXPECT_EQ(replace_file(directory / "absent/file", "x").code(), StatusCode::kIoError);
}

TEST(CreateDirectories, MakesParentsAndAcceptsWhatExists) {
  const TemporaryDirectory directory;
  EXPECT_TRUE(create_directories(directory / "a/b/c").is_ok());
  EXPECT_TRUE(create_directories(directory / "a/b/c").is_ok());
  EXPECT_TRUE(create_directories(directory / "d/").is_ok());
  write(directory / "file", "");
  EXPECT_EQ(create_directories(directory / "file").code(), StatusCode::kIoError);
  EXPECT_EQ(create_directories(directory / "file/below").code(), StatusCode::kIoError);
}

TEST(RemoveTree, RemovesWhatIsBelowAndNotWhatIsLinked) {
  const TemporaryDirectory directory;
  ASSERT_TRUE(create_directories(directory / "a/b").is_ok());
  write(directory / "kept", "x");
  std::filesystem::create_symlink(directory / "kept", directory / "a/b/link");
  EXPECT_TRUE(remove_tree(directory / "a").is_ok());
  EXPECT_FALSE(std::filesystem::exists(directory / "a"));
  EXPECT_TRUE(std::filesystem::exists(directory / "kept"));
  EXPECT_TRUE(remove_tree(directory / "a").is_ok());
}

TEST(SyncDirectory, NeedsADirectory) {
  const TemporaryDirectory directory;
  EXPECT_TRUE(sync_directory(directory.path()).is_ok());
  EXPECT_EQ(sync_directory(directory / "absent").code(), StatusCode::kIoError);
}

TEST(FileDescriptor, ClosesOnceAndMoves) {
  FileDescriptor first(open("/dev/null", O_RDONLY));
  const int number = first.get();
  FileDescriptor second = std::move(first);
  EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): the test is about this
  EXPECT_EQ(second.get(), number);
  FileDescriptor third(open("/dev/null", O_RDONLY));
  third = std::move(second);
  EXPECT_EQ(third.get(), number);
  third.reset();
  EXPECT_FALSE(third.is_open());
  EXPECT_EQ(fcntl(number, F_GETFD), -1);
}

// flock belongs to the open file, so two opens in one process act like two processes.
TEST(FileLock, SharesReadersAndExcludesAWriter) {
  const TemporaryDirectory directory;
  const std::string path = directory / "lock";
  EXPECT_EQ(FileLock::acquire(path, FileLock::Mode::kShared).status().code(), StatusCode::kIoError);
  {
    const auto writer = FileLock::acquire(path, FileLock::Mode::kExclusive);
    ASSERT_TRUE(writer.is_ok());
    const auto second = FileLock::acquire(path, FileLock::Mode::kExclusive);
    EXPECT_EQ(second.status().code(), StatusCode::kBusy);
    EXPECT_NE(second.status().message().find(path), std::string::npos);
    EXPECT_EQ(FileLock::acquire(path, FileLock::Mode::kShared).status().code(), StatusCode::kBusy);
  }
  const auto first_reader = FileLock::acquire(path, FileLock::Mode::kShared);
  const auto second_reader = FileLock::acquire(path, FileLock::Mode::kShared);
  EXPECT_TRUE(first_reader.is_ok());
  EXPECT_TRUE(second_reader.is_ok());
  EXPECT_EQ(FileLock::acquire(path, FileLock::Mode::kExclusive).status().code(), StatusCode::kBusy);
}

}  // namespace
}  // namespace trawl
