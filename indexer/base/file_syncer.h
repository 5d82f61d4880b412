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

// A thread that syncs one file after the other, so that nobody waits for the disk but at the end.
// Thread-safe.
class FileSyncer {
 public:
  FileSyncer() = default;
  ~FileSyncer();
  FileSyncer(const FileSyncer&) = delete;
  FileSyncer& operator=(const FileSyncer&) = delete;

  // The file is whole, and stays until it is waited for. No-op for one added since the last
  // wait().
  void add(const std::string& path);
  // Waits until all files are synced; the first failure, if any.
  Status wait();

 private:
  void run();

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::set<std::string> added_;  // since the last wait()
  std::vector<std::string> waiting_;
  bool busy_ = false;
  bool ended_ = false;
  Status status_;
  std::thread thread_;  // from the first file on
};

}  // namespace trawl
