#include "indexer/base/file_syncer.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

#include "indexer/base/file.h"

namespace trawl {
namespace {

Status sync_file(const std::string& path) {
  const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.is_open()) return errno_error("cannot open", path);
  if (fdatasync(fd.get()) != 0) return errno_error("cannot sync", path);
  return {};
}

}  // namespace

FileSyncer::~FileSyncer() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;  // nobody needs the files that are still waiting
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FileSyncer::add(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (!added_.insert(path).second) return;
  waiting_.push_back(path);
  if (!thread_.joinable()) thread_ = std::thread(&FileSyncer::run, this);
  changed_.notify_all();
}

Status FileSyncer::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.empty() && !busy_; });
  added_.clear();  // a later file may have the same name
  return status_;
}

void FileSyncer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
    if (ended_) return;
    const std::string path = std::move(waiting_.back());
    waiting_.pop_back();
    busy_ = true;
    lock.unlock();
    Status synced = sync_file(path);
    lock.lock();
    busy_ = false;
    if (status_.is_ok()) status_ = std::move(synced);
    changed_.notify_all();
  }
}

}  // namespace trawl
