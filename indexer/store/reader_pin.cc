#include "indexer/store/reader_pin.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "indexer/format/keys.h"

namespace trawl {
namespace {

// How often, and how far apart, a reader that cannot pin tries its lock while a writer holds it,
// 32 s in all: a writer holds it to delete a few files, which can take seconds on a busy disk.
constexpr int kLockAttempts = 2000;
constexpr useconds_t kLockPauseMicroseconds = 16'000;

std::string pins_path(const std::string& directory) {
  return directory + "/pins.lock";
}
std::string readers_lock_path(const std::string& directory) {
  return directory + "/readers.lock";
}

struct flock lock_of_byte(short type, uint64_t generation) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(generation);
  lock.l_len = 1;
  return lock;
}

// Waits while a writer deletes files. None if the lock file cannot be opened.
Result<std::optional<FileLock>> lock_all_generations(const std::string& directory) {
  Status last;
  for (int attempt = 0; attempt < kLockAttempts; ++attempt) {
    if (attempt > 0) usleep(kLockPauseMicroseconds);
    Result<FileLock> acquired =
        FileLock::acquire(readers_lock_path(directory), FileLock::Mode::kShared);
    if (acquired.is_ok()) return std::optional<FileLock>(std::move(acquired).value());
    last = acquired.status();
    if (last.code() != StatusCode::kBusy) return std::optional<FileLock>();
  }
  return last;
}

}  // namespace

// A lock of the open file (OFD) and not of the process: closing another descriptor of the file, in
// another reader of the same process, would end a lock of the process.
Result<ReaderPin> ReaderPin::acquire(const std::string& directory, uint64_t generation) {
  FileDescriptor pins(open(pins_path(directory).c_str(), O_RDONLY | O_CLOEXEC));
  if (pins.is_open()) {
    struct flock lock = lock_of_byte(F_RDLCK, generation);
    if (fcntl(pins.get(), F_OFD_SETLK, &lock) == 0) return ReaderPin(std::move(pins), {});
  }
  TRAWL_ASSIGN_OR_RETURN(std::optional<FileLock> readers_lock, lock_all_generations(directory));
  return ReaderPin(FileDescriptor(), std::move(readers_lock));
}

Status create_lock_files(const std::string& directory) {
  Status created = lock_out_unpinned_readers(directory).status();
  if (!created.is_ok() && created.code() != StatusCode::kBusy) return created;
  const std::string pins = pins_path(directory);
  if (!FileDescriptor(open(pins.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0666)).is_open()) {
    return errno_error("cannot open the lock file", pins);
  }
  return {};
}

Result<FileLock> lock_out_unpinned_readers(const std::string& directory) {
  Result<FileLock> lock =
      FileLock::acquire(readers_lock_path(directory), FileLock::Mode::kExclusive);
  if (lock.is_ok() || lock.status().code() != StatusCode::kBusy) return lock;
  return busy("a reader that cannot pin its generation, such as one of an earlier version, runs");
}

Result<std::vector<Manifest>> pinned_manifests(const std::string& directory, const Store& store,
                                               uint64_t live) {
  std::vector<Manifest> pinned;
  const std::string path = pins_path(directory);
  const FileDescriptor pins(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!pins.is_open()) {
    if (errno == ENOENT) return pinned;
    return errno_error("cannot open the lock file", path);
  }
  RecordCursor cursor = store.scan(Family::kMeta, manifest_prefix());
  for (; !cursor.at_end(); cursor.next()) {
    const std::optional<uint64_t> generation = parse_manifest_key(cursor.key());
    if (!generation || *generation >= live) continue;
    // This asks who would be in the way of an exclusive lock; it takes none.
    struct flock lock = lock_of_byte(F_WRLCK, *generation);
    if (fcntl(pins.get(), F_OFD_GETLK, &lock) != 0) return errno_error("cannot query", path);
    if (lock.l_type == F_UNLCK) continue;
    TRAWL_ASSIGN_OR_RETURN(Manifest manifest, decode_manifest(cursor.value()));
    pinned.push_back(std::move(manifest));
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  return pinned;
}

FileIdentity identity_of(const FileFacts& file) {
  return {file.family, file.smallest_key, file.largest_key, file.bytes};
}

// If two files cannot be distinguished, the live manifest means the one that was published last,
// and a pinned one may mean either.
SpareFiles spare_files(const Store& store, const Manifest& live,
                       const std::vector<Manifest>& pinned) {
  std::multiset<FileIdentity> named_live;
  for (const FileFacts* facts : named_files(&live)) named_live.insert(identity_of(*facts));
  std::set<FileIdentity> named_pinned;
  for (const Manifest& manifest : pinned) {
    for (const FileFacts* facts : named_files(&manifest)) named_pinned.insert(identity_of(*facts));
  }
  std::vector<LiveFile> files = store.live_files();
  std::sort(files.begin(), files.end(),
            [](const LiveFile& a, const LiveFile& b) { return a.number > b.number; });
  SpareFiles spare;
  for (LiveFile& file : files) {
    if (file.facts.family == Family::kMeta) continue;
    const FileIdentity identity = identity_of(file.facts);
    const auto name = named_live.find(identity);
    if (name != named_live.end()) {
      named_live.erase(name);
    } else if (named_pinned.contains(identity)) {
      spare.pinned.push_back(std::move(file));
    } else {
      spare.unneeded.push_back(std::move(file));
    }
  }
  return spare;
}

uint64_t bytes_of(const std::vector<LiveFile>& files) {
  return std::accumulate(
      files.begin(), files.end(), uint64_t{0},
      [](uint64_t bytes, const LiveFile& file) { return bytes + file.facts.bytes; });
}

}  // namespace trawl
