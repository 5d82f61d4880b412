// What a search gives: matching lines, grouped by file, pushed into a sink in listing order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// One matching line. The text stays valid during the sink's call alone.
struct LineResult {
  uint64_t line = 0;      // 1-based
  uint64_t offset = 0;    // of the line's first byte in the file
  std::string_view text;  // without its '\n'
  bool ends_with_newline = true;
};

// The matching lines of one file.
struct FileResult {
  std::string_view repository;
  std::string_view path;
  std::string_view revision;
  std::vector<LineResult> lines;
  uint64_t bytes_searched = 0;  // content that was verified for it
};

// Receives files in order of repository, path, lines in order of number. Called from one thread at
// a time.
class ResultSink {
 public:
  virtual ~ResultSink() = default;
  // False ends the search early (a closed pipe, -q): that is not an error.
  virtual Result<bool> file(const FileResult& result) = 0;
};

}  // namespace trawl
