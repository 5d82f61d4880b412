// Gives the lines of files to a sink, part by part, with the files' names.
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

// What went into the sink. Times in nanoseconds.
struct DeliveryCounts {
  uint64_t files = 0;
  uint64_t lines = 0;
  uint64_t names_ns = 0;
  uint64_t sink_ns = 0;
};

// One object, one thread. The reader and the sink must outlive it.
class FileDelivery {
 public:
  // Classes, where they are needed, take a read for each file with lines.
  FileDelivery(const OutputNeeds& needs, IndexReader* reader, ResultSink* sink)
      : with_classes_(needs.classes), reader_(reader), sink_(sink) {}

  // The next part of a file: the parts of a file follow each other, and the last one ends it.
  // `bytes` of content were searched for the part. Names are read only of files with lines: a part
  // without lines goes into the sink only where it ends a file that has some. False when the sink
  // has enough.
  Result<bool> deliver(const Place& place, std::span<const Line> lines, uint64_t bytes, bool ends);
  // "repository/path", for messages.
  Result<std::string> name_of(const Place& place);

  const DeliveryCounts& counts() const { return counts_; }

 private:
  // Reads what results say of the current file. A selection by path has read the path before: to
  // keep it would take more memory than all else that is held of a candidate, and only files with
  // lines need it again.
  Status read_names(const Place& place);

  const bool with_classes_;
  IndexReader* reader_;
  ResultSink* sink_;
  DeliveryCounts counts_;
  bool has_begun_ = false;  // the sink has a part of the current file
  uint64_t bytes_ = 0;      // of the current file, since its last part that went into the sink
  // Of the current file. These are copies: the reader's are valid only until it reads on.
  std::string repository_, path_, revision_;
  FileClass file_class_ = FileClass::kCode;
};

}  // namespace trawl
