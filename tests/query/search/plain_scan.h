// The truth to hold a search against: a plain scan, line by line, of files in memory, with PCRE2
// alone. It shares no code with what it judges.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/query/index_search.h"

namespace trawl {

// Repository → path → content. Symlinks and files that are not text are not in here, or are
// recognised by the scan: a NUL in the first 8 KiB, a byte order mark of UTF-16 or UTF-32.
using SourceFiles = std::map<std::string, std::map<std::string, std::string>>;

// A pattern as PCRE2 is to run it in byte mode.
struct ScanPattern {
  std::string expression;
  bool caseless = false;
  bool literal = false;
  bool word = false;
};

// One compiled pattern. `error` is not empty when PCRE2 does not take it.
class PlainScan {
 public:
  explicit PlainScan(const ScanPattern& pattern);
  ~PlainScan();
  PlainScan(const PlainScan&) = delete;
  PlainScan& operator=(const PlainScan&) = delete;

  const std::string& error() const { return error_; }
  // Whether the pattern is found in the line. Sets `error` at a match limit.
  bool matches(std::string_view line);
  // All matching lines, by repository, path (component by component) and line.
  std::vector<FoundLine> scan(const SourceFiles& files);

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
  std::string error_;
};

}  // namespace trawl
