// Files of the operating system: reads them into memory that the caller keeps, and replaces them
// atomically. Every function is thread-safe; failures carry the path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/base/status.h"

namespace trawl {

// A file descriptor that closes itself. Movable.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor() { reset(); }

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset();

 private:
  int fd_ = -1;
};

// Why a file's bytes could not be read; data for the indexer, not an error of the build.
enum class ReadOutcome {
  kRead,
  kRefused,
  kTooLarge,
  kUnreadable,
  kVanished,
  kShrunk,
  kSymlink,
  kSpecial
};

// Which files to read.
struct ReadLimits {
  uint64_t max_size = 0;  // bytes; a longer file is kTooLarge
  // Decides from a file's first bytes, at most kHeadBytes, whether to read it. Null: read each.
  bool (*accepts)(std::string_view head) = nullptr;
  static constexpr size_t kHeadBytes = 8 << 10;
};

struct SourceRead {
  ReadOutcome outcome = ReadOutcome::kRead;
  // Bytes of the file, as the file system says, or, if it says 0, as many as were read.
  uint64_t size = 0;
};

// Reads the whole file `name`, relative to the open directory `directory_fd` (AT_FDCWD: the working
// directory), into `*content`, whose capacity is kept: a reader reuses one string for many files.
// Does not follow a symlink. If the file is kRefused, only its head is read into `*content`; if it
// is larger than allowed, nothing is read. Files of /proc, however, claim 0 bytes: they are read to
// their end, or until they are kTooLarge.
//
// The bytes are copied by read(2) and never mapped: a document must not change between hashing and
// compressing, which a mapping of somebody else's file cannot promise, and a mapping that shrinks
// is a SIGBUS. A file that shrinks while it is read is kShrunk; one that grows is read up to the
// size it had when it was opened, unless that was 0.
SourceRead read_source_file(int directory_fd, const char* name, const ReadLimits& limits,
                            std::string* content);

// Reads the first bytes of such a file, at most `most`, however long it is.
ReadOutcome read_source_head(int directory_fd, const char* name, uint64_t most,
                             std::string* content);

// Calls openat for reading without following a symlink at any component of `path`: a directory may
// have been replaced by one since it was listed. Fails with ELOOP if there is one. On a kernel
// without openat2 (before 5.6) only the last component is checked.
FileDescriptor open_without_symlinks(int directory_fd, const char* path, int flags);

// The default limit, in bytes, for a file that is read whole: far more than any real one holds, and
// small enough that a wrong name, such as /dev/zero, ends in a message instead of using up all
// memory.
inline constexpr uint64_t kMaxFileBytes = 256 << 20;

// Reads the whole file at `path`, which may be a pipe. kNotFound when it does not exist,
// kInvalidArgument when it holds more than `most` bytes: reading stops there.
Result<std::string> read_file(const std::string& path, uint64_t most = kMaxFileBytes);

// Replaces `path` by `content`: temporary file beside it, fsync, rename, fsync of the directory.
// After a crash the file holds the old content or the new, never a mixture. REQUIRES: one caller at
// a time for one path.
Status replace_file(const std::string& path, std::string_view content);

// Whether there is anything of this name, even a symbolic link that leads nowhere.
bool path_exists(const std::string& path);

// Creates the directory and its missing parents. Ok when it exists.
Status create_directories(const std::string& path);

// Removes a directory tree; ok when it does not exist.
Status remove_tree(const std::string& path);

// fsync of a directory, so that names created in it survive a crash.
Status sync_directory(const std::string& path);

// An advisory lock (flock) on a file. Released when destroyed, and by the kernel when the process
// dies.
class FileLock {
 public:
  enum class Mode { kShared, kExclusive };
  // Takes the lock without waiting: kBusy when another process holds it in a conflicting mode. A
  // shared lock opens the file read-only, an exclusive one creates it.
  static Result<FileLock> acquire(const std::string& path, Mode mode);

 private:
  explicit FileLock(FileDescriptor fd) : fd_(std::move(fd)) {}
  FileDescriptor fd_;
};

}  // namespace trawl
