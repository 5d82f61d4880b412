// Sorted files (SST) written beside the store, to be ingested at publication.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/store/store.h"

namespace trawl {

// One SST file of one family. It is written without a family handle, so that any index's store
// takes it. One object, one thread; several may be written side by side.
class SortedFileWriter {
 public:
  // Creates `path`; the file is removed again unless finish() succeeds.
  static Result<SortedFileWriter> create(const std::string& path, Family family);
  SortedFileWriter(SortedFileWriter&&) noexcept;
  SortedFileWriter& operator=(SortedFileWriter&&) noexcept;
  ~SortedFileWriter();

  // REQUIRES: key greater than every key before it.
  Status add(std::string_view key, std::string_view value);
  uint64_t entries() const;
  // Writes what is left, and returns the file with its facts for the manifest. A file without
  // entries is removed, and its facts have entries == 0. It is not synced yet: IndexWriter does
  // that.
  Result<IncomingFile> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit SortedFileWriter(std::unique_ptr<State> state);
};

}  // namespace trawl
