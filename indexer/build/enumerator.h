// The first stage: opens repository after repository and cuts their files into batches.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "indexer/build/source_batch.h"
#include "indexer/corpus/repository.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// A batch is closed at this many bytes of files: enough to make a stage's overhead small, little
// enough that a few in flight are nothing. A larger file ends its batch.
inline constexpr uint64_t kBatchBytes = 1 << 20;
// What a file costs at least in a batch's bytes: its record, and the buffers of a nearly empty
// document.
inline constexpr uint64_t kFileOverhead = 1 << 10;

// One object, one thread. Repositories and ignore list must outlive it and its batches' sources.
class Enumerator {
 public:
  Enumerator(const std::vector<Repository>* repositories, const PathPatterns* ignore)
      : repositories_(repositories), ignore_(ignore) {}

  // Fills `*batch` with the next files, none of them read; false when there are none left.
  bool next(SourceBatch* batch);

 private:
  bool open_repository(const Repository& repository, SourceBatch* batch);

  const std::vector<Repository>* repositories_;
  const PathPatterns* ignore_;
  size_t repository_ = 0;
  std::shared_ptr<Source> source_;  // of the present repository, once it is open
};

}  // namespace trawl
