// The reference for searches: a plain scan, line by line, of files in memory, with only PCRE2. It
// shares no code with what it judges.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/query/index_search.h"

namespace trawl {

// Repository → path → content, without symlinks. The scan recognizes files that are not text: a NUL
// in the first 8 KiB, or a byte order mark of UTF-16 or UTF-32.
using SourceFiles = std::map<std::string, std::map<std::string, std::string>>;

// A pattern for PCRE2 in byte mode.
struct ScanPattern {
  std::string expression;
  bool caseless = false;
  bool literal = false;
  bool word = false;
};

// One compiled pattern. `error` is not empty if PCRE2 refuses it.
class PlainScan {
 public:
  explicit PlainScan(const ScanPattern& pattern);
  ~PlainScan();
  PlainScan(const PlainScan&) = delete;
  PlainScan& operator=(const PlainScan&) = delete;

  const std::string& error() const { return error_; }
  // Whether the pattern matches in the line. Sets `error` when it reaches a match limit.
  bool matches(std::string_view line);
  // All matching lines, ordered by repository, path (component by component) and line.
  std::vector<FoundLine> scan(const SourceFiles& files);

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
  std::string error_;
};

}  // namespace trawl
