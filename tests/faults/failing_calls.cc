// A library to preload. It counts the calls that change files, and makes them fail from one of them
// on.
//
// Environment: TRAWL_KILL_AT=N kills the process before its N-th call. TRAWL_FULL_AT=N fails that
// call and all later ones with ENOSPC, except those that free space. TRAWL_CALL_COUNT_FILE names a
// file that gets the number of calls at the end. TRAWL_SHRINK=SUFFIX truncates a file whose path
// ends with SUFFIX between its fstat and its read; TRAWL_VANISH=SUFFIX removes it before it is
// opened. TRAWL_UNSYNCED_AT=N fails the N-th fsync of a RocksDB manifest and all later ones.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> calls{0};

// The value of the variable; 0 if it is not set.
long number_of(const char* variable) {
  const char* text = std::getenv(variable);
  return text == nullptr ? 0 : std::atol(text);
}

bool ends_with_variable(const char* path, const char* variable) {
  const char* suffix = std::getenv(variable);
  if (suffix == nullptr || path == nullptr) return false;
  const size_t length = std::strlen(path), tail = std::strlen(suffix);
  return tail != 0 && length >= tail && std::strcmp(path + length - tail, suffix) == 0;
}

// Counts a call, and kills the process if it is the chosen one. True if the call must fail.
bool fails(bool frees_space = false) {
  static const long kill_at = number_of("TRAWL_KILL_AT");
  static const long full_at = number_of("TRAWL_FULL_AT");
  const long call = ++calls;
  if (kill_at != 0 && call >= kill_at) {
    kill(getpid(), SIGKILL);
    pause();
  }
  if (full_at == 0 || call < full_at || frees_space) return false;
  errno = ENOSPC;
  return true;
}

// The path under which a descriptor was opened; empty if there is none.
const char* path_of(int fd, char* path, size_t size) {
  char link[64];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, size - 1);
  path[length > 0 ? length : 0] = '\0';
  return path;
}

// Like fails(), and also fails as TRAWL_UNSYNCED_AT says.
bool sync_fails(int fd) {
  static const long unsynced_at = number_of("TRAWL_UNSYNCED_AT");
  static std::atomic<long> syncs{0};
  char path[4096];
  if (unsynced_at != 0 && std::strstr(path_of(fd, path, sizeof path), "/MANIFEST-") != nullptr &&
      ++syncs >= unsynced_at) {
    errno = ENOSPC;
    return true;
  }
  return fails();
}

bool is_output(int fd) {
  return fd == STDOUT_FILENO || fd == STDERR_FILENO;
}

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

__attribute__((destructor)) void report() {
  const char* path = std::getenv("TRAWL_CALL_COUNT_FILE");
  if (path == nullptr) return;
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%ld\n", calls.load());
  const long fd = syscall(SYS_open, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  syscall(SYS_write, fd, text, length);
  syscall(SYS_close, fd);
}

}  // namespace

// Defines a call that changes files. It is passed on unless it must fail.
#define PASS_ON(result, name, condition, frees, parameters, ...) \
  extern "C" result name parameters {                            \
    static const auto next = real<result(*) parameters>(#name);  \
    if ((condition) && fails(frees)) return -1;                  \
    return next(__VA_ARGS__);                                    \
  }

PASS_ON(ssize_t, write, !is_output(fd), false, (int fd, const void* data, size_t size), fd, data,
        size)
PASS_ON(ssize_t, pwrite, true, false, (int fd, const void* data, size_t size, off_t at), fd, data,
        size, at)
PASS_ON(ssize_t, pwrite64, true, false, (int fd, const void* data, size_t size, off64_t at), fd,
        data, size, at)
PASS_ON(ssize_t, writev, !is_output(fd), false, (int fd, const iovec* parts, int count), fd, parts,
        count)
// RocksDB asserts that this call never fails. It takes no space.
PASS_ON(int, sync_file_range, true, true, (int fd, off64_t at, off64_t size, unsigned flags), fd,
        at, size, flags)
PASS_ON(int, ftruncate, true, true, (int fd, off_t size), fd, size)
PASS_ON(int, ftruncate64, true, true, (int fd, off64_t size), fd, size)
PASS_ON(int, fallocate, true, false, (int fd, int mode, off_t at, off_t size), fd, mode, at, size)
PASS_ON(int, fallocate64, true, false, (int fd, int mode, off64_t at, off64_t size), fd, mode, at,
        size)
PASS_ON(int, link, true, false, (const char* from, const char* to), from, to)
PASS_ON(int, rename, true, false, (const char* from, const char* to), from, to)
PASS_ON(int, unlink, true, true, (const char* path), path)
PASS_ON(int, unlinkat, true, true, (int directory, const char* path, int flags), directory, path,
        flags)
PASS_ON(int, rmdir, true, true, (const char* path), path)
PASS_ON(int, mkdir, true, false, (const char* path, mode_t mode), path, mode)

extern "C" int fsync(int fd) {
  static const auto next = real<int (*)(int)>("fsync");
  return sync_fails(fd) ? -1 : next(fd);
}

extern "C" int fdatasync(int fd) {
  static const auto next = real<int (*)(int)>("fdatasync");
  return sync_fails(fd) ? -1 : next(fd);
}

namespace {

mode_t mode_of(int flags, va_list arguments) {
  return (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

using Open = int (*)(const char*, int, ...);
using OpenAt = int (*)(int, const char*, int, ...);
using Syscall = long (*)(long, ...);
using Fstat = int (*)(int, struct stat*);

int open_at(int directory, const char* path, int flags, mode_t mode) {
  static const auto next = real<OpenAt>("openat");
  if ((flags & O_CREAT) != 0 && fails()) return -1;
  if (ends_with_variable(path, "TRAWL_VANISH")) syscall(SYS_unlinkat, directory, path, 0);
  return next(directory, path, flags, mode);
}

}  // namespace

extern "C" int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(AT_FDCWD, path, flags, mode);
}

extern "C" int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(AT_FDCWD, path, flags, mode);
}

extern "C" int openat(int directory, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(directory, path, flags, mode);
}

// libc has no function for openat2. Threads also wait through syscall(), so it finds the next
// function without the guard of a static variable, on which threads could wait.
extern "C" long syscall(long number, ...) {
  static std::atomic<Syscall> found{nullptr};
  if (found.load() == nullptr) found.store(real<Syscall>("syscall"));
  const Syscall next = found.load();
  va_list arguments;
  va_start(arguments, number);
  std::array<long, 6> given;
  for (long& argument : given) argument = va_arg(arguments, long);
  va_end(arguments);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): system calls take pointers as numbers
  const auto* path = reinterpret_cast<const char*>(given[1]);
  if (number == SYS_openat2 && ends_with_variable(path, "TRAWL_VANISH")) {
    next(SYS_unlinkat, given[0], path, 0);
  }
  return next(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}

extern "C" int fstat(int fd, struct stat* info) {
  static const auto next = real<Fstat>("fstat");
  const int result = next(fd, info);
  char path[4096];
  if (ends_with_variable(path_of(fd, path, sizeof path), "TRAWL_SHRINK")) {
    truncate(path, info->st_size / 2);
  }
  return result;
}
