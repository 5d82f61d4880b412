#include "indexer/base/file.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace trawl {
namespace {

std::string parent_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

// Appends up to `most` bytes of `fd`. Fewer mean that the file ended; false, that reading failed.
bool append_up_to(int fd, uint64_t most, std::string* content) {
  uint64_t done = content->size();
  const uint64_t end = done + most;
  content->resize(end);
  while (done < end) {
    const ssize_t count = read(fd, content->data() + done, end - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) break;
    done += static_cast<uint64_t>(count);
  }
  content->resize(done);
  return true;
}

Status write_all(int fd, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t count = write(fd, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno_error("cannot write", path);
    content.remove_prefix(static_cast<size_t>(count));
  }
  return {};
}

Status write_and_sync(const std::string& path, std::string_view content) {
  const FileDescriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!fd.is_open()) return errno_error("cannot create", path);
  TRAWL_RETURN_IF_ERROR(write_all(fd.get(), content, path));
  if (fsync(fd.get()) != 0) return errno_error("cannot sync", path);
  return {};
}

// Opens a regular file and gives its size. For anything else it returns no file and says why.
FileDescriptor open_regular_file(int directory_fd, const char* name, SourceRead* found) {
  const auto closed = [found](ReadOutcome outcome) {
    found->outcome = outcome;
    return FileDescriptor();
  };
  // O_NONBLOCK: a FIFO put in place of a file since it was listed must not block the build.
  FileDescriptor fd = open_without_symlinks(directory_fd, name, O_RDONLY | O_NONBLOCK);
  if (!fd.is_open()) {
    if (errno == ELOOP) return closed(ReadOutcome::kSymlink);
    if (errno == ENOENT || errno == ENOTDIR) return closed(ReadOutcome::kVanished);
    // A socket, a dead device.
    if (errno == ENXIO || errno == ENODEV) return closed(ReadOutcome::kSpecial);
    return closed(ReadOutcome::kUnreadable);
  }
  struct stat info;
  if (fstat(fd.get(), &info) != 0) return closed(ReadOutcome::kUnreadable);
  if (!S_ISREG(info.st_mode)) return closed(ReadOutcome::kSpecial);
  found->size = static_cast<uint64_t>(info.st_size);
  return fd;
}

// Reads an open file up to `size` bytes; `*content` has its first ones already.
ReadOutcome read_to_size(int fd, uint64_t size, std::string* content) {
  if (!append_up_to(fd, size - content->size(), content)) return ReadOutcome::kUnreadable;
  return content->size() < size ? ReadOutcome::kShrunk : ReadOutcome::kRead;
}

// Reads an open file to its end, however long it is; `*content` has its first bytes already.
ReadOutcome read_to_end(int fd, uint64_t max_size, std::string* content) {
  constexpr uint64_t kPiece = 64 << 10;
  size_t before;
  do {
    before = content->size();
    // One byte more than allowed shows that there are too many.
    const uint64_t most = std::min(kPiece, max_size + 1 - before);
    if (!append_up_to(fd, most, content)) return ReadOutcome::kUnreadable;
    if (content->size() > max_size) return ReadOutcome::kTooLarge;
  } while (content->size() > before);
  return ReadOutcome::kRead;
}

}  // namespace

FileDescriptor open_without_symlinks(int directory_fd, const char* path, int flags) {
  flags |= O_NOFOLLOW | O_CLOEXEC;
  open_how how = {};
  how.flags = static_cast<uint64_t>(flags);
  how.resolve = RESOLVE_NO_SYMLINKS;
  // The C library has no wrapper for it.
  const long fd = syscall(SYS_openat2, directory_fd, path, &how, sizeof how);
  // A sandbox may refuse a call that it does not know with EPERM.
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return FileDescriptor(static_cast<int>(fd));
  return FileDescriptor(openat(directory_fd, path, flags));
}

SourceRead read_source_file(int directory_fd, const char* name, const ReadLimits& limits,
                            std::string* content) {
  content->clear();
  SourceRead found;
  const FileDescriptor fd = open_regular_file(directory_fd, name, &found);
  if (!fd.is_open()) return found;
  if (found.size > limits.max_size) return {ReadOutcome::kTooLarge, found.size};
  const bool has_size = found.size != 0;
  if (limits.accepts != nullptr) {
    const uint64_t head = has_size ? std::min<uint64_t>(found.size, limits.kHeadBytes)
                                   : std::min<uint64_t>(limits.max_size, limits.kHeadBytes);
    if (!append_up_to(fd.get(), head, content)) return {ReadOutcome::kUnreadable, found.size};
    if (!limits.accepts(*content)) {
      return {ReadOutcome::kRefused, std::max<uint64_t>(found.size, content->size())};
    }
  }
  if (has_size) return {read_to_size(fd.get(), found.size, content), found.size};
  const ReadOutcome outcome = read_to_end(fd.get(), limits.max_size, content);
  return {outcome, content->size()};
}

ReadOutcome read_source_head(int directory_fd, const char* name, uint64_t most,
                             std::string* content) {
  content->clear();
  SourceRead found;
  const FileDescriptor fd = open_regular_file(directory_fd, name, &found);
  if (!fd.is_open()) return found.outcome;
  const uint64_t size = found.size == 0 ? most : std::min(found.size, most);
  return append_up_to(fd.get(), size, content) ? ReadOutcome::kRead : ReadOutcome::kUnreadable;
}

Result<std::string> read_file(const std::string& path, uint64_t most) {
  const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return not_found("no such file: " + path).with_context(unsaid(in_file(path)));
    }
    return errno_error("cannot open", path);
  }
  struct stat info;
  if (fstat(fd.get(), &info) != 0) return errno_error("cannot stat", path);
  if (S_ISDIR(info.st_mode)) {
    return io_error("cannot read " + path + ": it is a directory")
        .with_context(unsaid(in_file(path)));
  }
  const auto too_long = [&] {
    return invalid_argument(path + " holds more than " + std::to_string(most >> 20) + " MiB")
        .with_context(unsaid(in_file(path)));
  };
  std::string content;
  // A pipe or a file of /proc claims 0 bytes and has more: read on until the end.
  uint64_t expected = static_cast<uint64_t>(info.st_size);
  if (expected > most) return too_long();
  if (!append_up_to(fd.get(), expected, &content)) return errno_error("cannot read", path);
  switch (read_to_end(fd.get(), most, &content)) {
    case ReadOutcome::kRead:
      return content;
    case ReadOutcome::kTooLarge:
      return too_long();
    default:
      return errno_error("cannot read", path);
  }
}

Status replace_file(const std::string& path, std::string_view content) {
  // A fixed name, so that the next attempt overwrites what a crash left.
  const std::string temporary = path + ".new";
  Status status = write_and_sync(temporary, content);
  if (status.is_ok() && rename(temporary.c_str(), path.c_str()) != 0) {
    status = errno_error("cannot replace", path);
  }
  if (!status.is_ok()) {
    unlink(temporary.c_str());
    return status;
  }
  return sync_directory(parent_of(path));
}

bool path_exists(const std::string& path) {
  struct stat status;
  return lstat(path.c_str(), &status) == 0;
}

Status create_directories(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return io_error("cannot create the directory " + path + ": " + error.message());
  if (!std::filesystem::is_directory(path, error)) return io_error(path + " is not a directory");
  return {};
}

Status remove_tree(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (error) return io_error("cannot remove " + path + ": " + error.message());
  return {};
}

Status sync_directory(const std::string& path) {
  const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.is_open()) return errno_error("cannot open the directory", path);
  if (fsync(fd.get()) != 0) return errno_error("cannot sync the directory", path);
  return {};
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

void FileDescriptor::reset() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

Result<FileLock> FileLock::acquire(const std::string& path, Mode mode) {
  const bool shared = mode == Mode::kShared;
  FileDescriptor fd(
      open(path.c_str(), shared ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!fd.is_open()) return errno_error("cannot open the lock file", path);
  if (flock(fd.get(), (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return busy(path + " is locked by another process");
    return errno_error("cannot lock", path);
  }
  return FileLock(std::move(fd));
}

}  // namespace trawl
