// The first stage: it opens one repository after another and cuts their files into batches.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "indexer/build/source_batch.h"
#include "indexer/corpus/repository.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// A batch is closed at this many bytes of files: enough to make a stage's overhead small, and so
// few that a few batches in flight take hardly any memory. A larger file ends its batch.
inline constexpr uint64_t kBatchBytes = 1 << 20;
// The least that a file counts in a batch's bytes: its record, and the buffers of a nearly empty
// document.
inline constexpr uint64_t kFileOverhead = 1 << 10;

// One object, one thread. The repositories and the ignore list must outlive it and the sources of
// its batches.
class Enumerator {
 public:
  Enumerator(const std::vector<Repository>* repositories, const PathPatterns* ignore)
      : repositories_(repositories), ignore_(ignore) {}

  // Fills `*batch` with the next files, without reading them; false when there are none left.
  bool next(SourceBatch* batch);

 private:
  bool open_repository(const Repository& repository, SourceBatch* batch);

  const std::vector<Repository>* repositories_;
  const PathPatterns* ignore_;
  size_t repository_ = 0;
  std::shared_ptr<Source> source_;  // of the present repository, once it is open
};

}  // namespace trawl
