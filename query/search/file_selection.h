// Which files of a snapshot are searched or listed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/span_matcher.h"
#include "query/language/query.h"
#include "query/read/index_reader.h"

namespace trawl {

// A compiled FileFilter. Immutable, shared between threads, cheap to copy.
class FileExpressions {
 public:
  // Errors say which option is wrong.
  static Result<FileExpressions> compile(const FileFilter& filter);

 private:
  friend class FileSelection;
  std::optional<SpanPatterns> repository_;  // none selects all
  std::optional<SpanPatterns> path_;
};

// The files of one snapshot that a filter selects. One object, one thread.
class FileSelection {
 public:
  static Result<FileSelection> create(const FileExpressions& expressions, uint32_t entry_count);

  // Whether the repository is selected. The answer is kept for each entry.
  Result<bool> selects_entry(EntryNumber entry, IndexReader* reader);
  Result<bool> selects_path(std::string_view path);
  // Whether both the repository and the path of a place are selected. Reads the path only if it
  // matters.
  Result<bool> selects(const Place& place, IndexReader* reader);

  // Whether any repository is selected. Reads only records of repositories, not of files.
  Result<bool> selects_some_entry(IndexReader* reader);
  // Whether any file of a selected repository is selected, text or not.
  Result<bool> selects_some_path(IndexReader* reader);

 private:
  FileSelection() = default;
  std::optional<SpanMatcher> repository_;
  std::optional<SpanMatcher> path_;
  std::vector<std::optional<bool>> entries_;
};

}  // namespace trawl
