#include "indexer/base/file_syncer.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

#include "indexer/base/file.h"

namespace trawl {
namespace {

Status sync_file(const std::string& path) {
  const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.is_open()) return errno_error("cannot open " + path);
  if (fdatasync(fd.get()) != 0) return errno_error("cannot sync " + path);
  return {};
}

}  // namespace

FileSyncer::~FileSyncer() {
  {
    const std::lock_guard lock(mutex_);
    paths_.clear();  // nobody waits for them
  }
  (void)finish();
}

void FileSyncer::add(std::string path) {
  const std::lock_guard lock(mutex_);
  paths_.push_back(std::move(path));
  if (!thread_.joinable()) thread_ = std::thread(&FileSyncer::run, this);
  changed_.notify_one();
}

Status FileSyncer::finish() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  return status_;
}

void FileSyncer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ended_ || !paths_.empty(); });
    if (paths_.empty()) return;
    for (const std::string& path : std::exchange(paths_, {})) {
      lock.unlock();
      Status synced = sync_file(path);
      lock.lock();
      if (status_.is_ok()) status_ = std::move(synced);
    }
  }
}

}  // namespace trawl
