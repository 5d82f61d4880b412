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

// Appends up to `size` bytes of `fd`. Fewer mean that the file ended; false that reading failed.
bool read_up_to(int fd, uint64_t size, std::string* content) {
  content->resize(size);
  uint64_t done = 0;
  while (done < size) {
    const ssize_t count = read(fd, content->data() + done, size - done);
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

// Reads a regular file up to `most` bytes, and says how long it is; nothing of one that is longer
// than `max_size`.
ReadOutcome read_regular_file(int directory_fd, const char* name, uint64_t max_size, uint64_t most,
                              uint64_t* size, std::string* content) {
  content->clear();
  // O_NONBLOCK: a FIFO put in place of a file since it was listed must not block the build.
  const FileDescriptor fd = open_without_symlinks(directory_fd, name, O_RDONLY | O_NONBLOCK);
  if (!fd.is_open()) {
    if (errno == ELOOP) return ReadOutcome::kSymlink;
    if (errno == ENOENT || errno == ENOTDIR) return ReadOutcome::kVanished;
    if (errno == ENXIO || errno == ENODEV) return ReadOutcome::kSpecial;  // a socket, a dead device
    return ReadOutcome::kUnreadable;
  }
  struct stat info;
  if (fstat(fd.get(), &info) != 0) return ReadOutcome::kUnreadable;
  if (!S_ISREG(info.st_mode)) return ReadOutcome::kSpecial;
  *size = static_cast<uint64_t>(info.st_size);
  if (*size > max_size) return ReadOutcome::kTooLarge;
  return read_up_to(fd.get(), std::min(*size, most), content) ? ReadOutcome::kRead
                                                              : ReadOutcome::kUnreadable;
}

}  // namespace

FileDescriptor open_without_symlinks(int directory_fd, const char* path, int flags) {
  flags |= O_NOFOLLOW | O_CLOEXEC;
  open_how how = {};
  how.flags = static_cast<uint64_t>(flags);
  how.resolve = RESOLVE_NO_SYMLINKS;
  // Without a wrapper in the C library.
  const long fd = syscall(SYS_openat2, directory_fd, path, &how, sizeof how);
  // A sandbox may refuse a call that it does not know with EPERM.
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return FileDescriptor(static_cast<int>(fd));
  return FileDescriptor(openat(directory_fd, path, flags));
}

ReadOutcome read_source_file(int directory_fd, const char* name, uint64_t max_size,
                             std::string* content) {
  uint64_t size = 0;
  const ReadOutcome outcome =
      read_regular_file(directory_fd, name, max_size, max_size, &size, content);
  const bool shrunk = outcome == ReadOutcome::kRead && content->size() < size;
  return shrunk ? ReadOutcome::kShrunk : outcome;
}

ReadOutcome read_source_head(int directory_fd, const char* name, uint64_t most,
                             std::string* content) {
  uint64_t size = 0;
  return read_regular_file(directory_fd, name, UINT64_MAX, most, &size, content);
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
  // A pipe or a file of /proc says 0 bytes and has more: read on until the end.
  uint64_t expected = static_cast<uint64_t>(info.st_size);
  if (expected > most) return too_long();
  if (!read_up_to(fd.get(), expected, &content)) return errno_error("cannot read", path);
  std::string more;
  do {
    if (!read_up_to(fd.get(), 64 << 10, &more)) return errno_error("cannot read", path);
    content += more;
    if (content.size() > most) return too_long();
  } while (!more.empty());
  return content;
}

Status replace_file(const std::string& path, std::string_view content) {
  // A fixed name, so that what a crash leaves is overwritten by the next attempt.
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
