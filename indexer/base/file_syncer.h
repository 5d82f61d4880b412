// Brings files to disk while other work goes on.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// A thread that syncs files one after another, so that others wait for the disk only at the end.
// Thread-safe.
class FileSyncer {
 public:
  FileSyncer() = default;
  ~FileSyncer();
  FileSyncer(const FileSyncer&) = delete;
  FileSyncer& operator=(const FileSyncer&) = delete;

  // The file must be complete, and must stay until wait() returns. Does nothing if it was already
  // added since the last wait().
  void add(const std::string& path);
  // Waits until all files are synced; returns the first failure, if any.
  Status wait();

 private:
  void run();

  std::mutex mutex_;  // guards the members below
  std::condition_variable changed_;
  std::set<std::string> added_;  // since the last wait()
  std::vector<std::string> waiting_;
  bool busy_ = false;
  bool ended_ = false;
  Status status_;
  std::thread thread_;  // from the first file on
};

}  // namespace trawl
