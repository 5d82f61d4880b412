// Delivers the lines of files to a sink, part by part, with the files' names.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "indexer/base/status.h"
#include "query/language/query.h"
#include "query/read/index_reader.h"
#include "query/read/line.h"
#include "query/search/results.h"

namespace trawl {

// What was delivered to the sink. Times in nanoseconds.
struct DeliveryCounts {
  uint64_t files = 0;
  uint64_t lines = 0;
  uint64_t names_ns = 0;
  uint64_t sink_ns = 0;
};

// One object, one thread. The reader and the sink must outlive it.
class FileDelivery {
 public:
  // If classes are needed, each file with lines costs one more read.
  FileDelivery(const OutputNeeds& needs, IndexReader* reader, ResultSink* sink)
      : with_classes_(needs.classes), reader_(reader), sink_(sink) {}

  // Delivers the next part of a file. The parts of a file follow each other, and `ends` marks the
  // last. `bytes` of content were searched for the part. A part without lines reaches the sink only
  // if it ends a file that has lines, so names are read only for files with lines. False when the
  // sink has enough.
  Result<bool> deliver(const Place& place, std::span<const Line> lines, uint64_t bytes, bool ends);
  // "repository/path", for messages.
  Result<std::string> name_of(const Place& place);

  const DeliveryCounts& counts() const { return counts_; }

 private:
  // Reads the names that results contain for the current file. A selection by path has already read
  // the path, but keeping it would take more memory than the rest of a candidate, and only files
  // with lines need it again.
  Status read_names(const Place& place);

  const bool with_classes_;
  IndexReader* reader_;
  ResultSink* sink_;
  DeliveryCounts counts_;
  bool has_begun_ = false;  // the sink has received a part of the current file
  uint64_t bytes_ = 0;      // of the current file, since the last part that reached the sink
  // Names of the current file. They are copies because the reader's are valid only until its next
  // call.
  std::string repository_, path_, revision_;
  FileClass file_class_ = FileClass::kCode;
};

}  // namespace trawl
