// The results of a search: matching lines grouped by file, pushed into a sink in listing order.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/places.h"
#include "indexer/format/tree.h"
#include "query/read/line.h"

namespace trawl {

// Matching lines of one file. A large file comes in several parts, which follow each other, because
// its lines need not fit in memory. All views are valid only during the sink's call.
struct FileResult {
  std::string_view repository;
  std::string_view path;
  std::string_view revision;
  std::span<const Line> lines;
  uint64_t bytes_searched = 0;  // length of the content that was verified for it
  bool begins = true;           // this is the file's first part, and it has a line
  bool ends = true;             // its last part; may have no lines unless it also begins the file
  FileClass file_class = FileClass::kCode;  // set if classes were asked for
  Place place = {};                         // in the snapshot; set if classes were asked for
};

// Receives files ordered by repository and path, and lines ordered by number. It is called from one
// thread at a time. After an error, the last file may be without its end.
class ResultSink {
 public:
  virtual ~ResultSink() = default;
  // False ends the search early (a closed pipe, -q). That is not an error.
  virtual Result<bool> file(const FileResult& result) = 0;
};

}  // namespace trawl
