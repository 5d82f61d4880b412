// Which files of a snapshot are searched or listed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/span_matcher.h"
#include "query/language/query.h"
#include "query/read/index_reader.h"

namespace trawl {

// A FileFilter, compiled. Immutable, shared between threads, cheap to copy.
class FileExpressions {
 public:
  // Errors say which option is wrong.
  static Result<FileExpressions> compile(const FileFilter& filter);

 private:
  friend class FileSelection;
  std::optional<SpanPatterns> repository_;  // none: all
  std::optional<SpanPatterns> path_;
};

// The files of one snapshot that a filter selects. One object, one thread.
class FileSelection {
 public:
  static Result<FileSelection> create(const FileExpressions& expressions, uint32_t entry_count);

  // Whether the repository is selected; remembered for each entry.
  Result<bool> selects_entry(EntryNumber entry, IndexReader* reader);
  Result<bool> selects_path(std::string_view path);
  // Both, of a place. The path is read only if it matters.
  Result<bool> selects(const Place& place, IndexReader* reader);

 private:
  FileSelection() = default;
  std::optional<SpanMatcher> repository_;
  std::optional<SpanMatcher> path_;
  std::vector<std::optional<bool>> entries_;
};

}  // namespace trawl
