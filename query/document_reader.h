// Whole documents, or lines of them, from content.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "query/index_reader.h"
#include "query/verifier.h"

namespace trawl {

// One object, one thread. The reader must outlive it.
class DocumentReader {
 public:
  explicit DocumentReader(IndexReader* reader) : reader_(reader) {}

  // Replaces `*text` by the lines `first` to `last` (1-based, both included) of the document, each
  // with its
  // '\n'. Only the chunks that hold them are read. Lines behind the last are not there.
  Status lines(const DocumentLocation& location, uint64_t first, uint64_t last, std::string* text);
  // Replaces `*text` by one line without its '\n'.
  Status line(const DocumentLocation& location, uint64_t number, std::string* text);

 private:
  IndexReader* reader_;
  std::unique_ptr<ChunkReader> chunks_;
};

}  // namespace trawl
