// Which files of a snapshot are searched or listed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/span_matcher.h"
#include "query/read/index_reader.h"

namespace trawl {

// Two regexes, each searched for anywhere in the name. One object, one thread.
class FileSelection {
 public:
  // Empty expressions select everything. Errors say which option is wrong.
  static Result<FileSelection> create(const std::string& repository_regex,
                                      const std::string& path_regex, uint32_t entry_count);

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
