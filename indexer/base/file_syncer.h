// Brings files to disk while other work goes on.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// A thread that syncs one file after the other, so that nobody waits for the disk but at the end.
// add() is thread-safe.
class FileSyncer {
 public:
  FileSyncer() = default;
  ~FileSyncer();
  FileSyncer(const FileSyncer&) = delete;
  FileSyncer& operator=(const FileSyncer&) = delete;

  // The file is whole, and is not removed before finish().
  void add(std::string path);
  // Waits until all files are synced; the first failure, if any. No add() after it.
  Status finish();

 private:
  void run();

  std::thread thread_;  // from the first file on
  std::mutex mutex_;    // guards what follows
  std::condition_variable changed_;
  std::vector<std::string> paths_;
  bool ended_ = false;
  Status status_;
};

}  // namespace trawl
