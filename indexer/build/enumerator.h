// The first stage: walks repository after repository and cuts the files into batches.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/source_batch.h"
#include "indexer/corpus/corpus.h"
#include "indexer/pattern/ignore.h"

namespace trawl {

// A batch is closed at this many bytes of files: enough to make a stage's overhead small, little
// enough that a few in flight are nothing. A larger file ends its batch.
inline constexpr uint64_t kBatchBytes = 1 << 20;
// What a file costs at least in a batch's bytes: its record, and the buffers of a nearly empty
// document.
inline constexpr uint64_t kFileOverhead = 1 << 10;

// Serial. Repositories and ignore list must outlive it.
class Enumerator {
 public:
  Enumerator(const std::vector<RepositorySource>* repositories, const IgnoreList* ignore)
      : repositories_(repositories), ignore_(ignore) {}

  // Fills `*batch` with the next files; false when there are none left.
  bool next(SourceBatch* batch);

 private:
  bool open_repository(const RepositorySource& repository, SourceBatch* batch);

  const std::vector<RepositorySource>* repositories_;
  const IgnoreList* ignore_;
  size_t repository_ = 0;
  std::shared_ptr<DirectoryWalk> walk_;
};

// The second stage: reads and classifies the batch's files, and hashes what is text. Thread-safe.
void read_batch(uint64_t max_file_size, SourceBatch* batch);

}  // namespace trawl
