#include "query/commands/unmatched_filters.h"

#include <fmt/format.h>

#include "indexer/pattern/glob_guess.h"

namespace trawl {

FileFilter file_filter(const Arguments& arguments) {
  return {arguments.get("repo").value_or(""), arguments.get("path").value_or("")};
}

Status tell_unmatched_filters(const FileFilter& filter, IndexReader* reader,
                              const Console& console) {
  if (filter.repository.empty() && filter.path.empty()) return {};
  TRAWL_ASSIGN_OR_RETURN(const FileExpressions expressions, FileExpressions::compile(filter));
  TRAWL_ASSIGN_OR_RETURN(FileSelection selection,
                         FileSelection::create(expressions, reader->entry_count()));
  TRAWL_ASSIGN_OR_RETURN(const bool is_some_entry, selection.selects_some_entry(reader));
  if (!is_some_entry) {
    console.message(fmt::format("no repository matches --repo '{}'{}", filter.repository,
                                glob_advice(filter.repository)));
    return {};
  }
  if (filter.path.empty()) return {};
  TRAWL_ASSIGN_OR_RETURN(const bool is_some_path, selection.selects_some_path(reader));
  if (is_some_path) return {};
  const char* where = filter.repository.empty() ? "" : " in the repositories that --repo selects";
  console.message(
      fmt::format("no path matches --path '{}'{}{}", filter.path, where, glob_advice(filter.path)));
  return {};
}

}  // namespace trawl
