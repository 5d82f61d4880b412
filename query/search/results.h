// What a search gives: matching lines, grouped by file, pushed into a sink in listing order.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/places.h"
#include "indexer/format/tree.h"
#include "query/read/line.h"

namespace trawl {

// Matching lines of one file: all of them, or, since those of a large file need not fit in memory,
// a part. The parts of a file follow each other. What it refers to stays valid only during the
// sink's call.
struct FileResult {
  std::string_view repository;
  std::string_view path;
  std::string_view revision;
  std::span<const Line> lines;
  uint64_t bytes_searched = 0;  // content that was verified for it
  bool begins = true;           // no part of the file came before; it has a line
  bool ends = true;             // none comes after; it may be without lines, unless it begins too
  FileClass file_class = FileClass::kCode;  // where it was asked for
  Place place = {};                         // in the snapshot; where the class was asked for
};

// Receives files in order of repository and path, lines in order of number. Called from one thread
// at a time. After an error the last file may be without its end.
class ResultSink {
 public:
  virtual ~ResultSink() = default;
  // False ends the search early (a closed pipe, -q): that is not an error.
  virtual Result<bool> file(const FileResult& result) = 0;
};

}  // namespace trawl
