#include "query/commands/unmatched_filters.h"

#include <fmt/format.h>

#include "indexer/pattern/glob_guess.h"
#include "indexer/text/quantities.h"

namespace trawl {

FileFilter file_filter(const Arguments& arguments) {
  return {arguments.get("repo").value_or(""), arguments.get("path").value_or("")};
}

Status tell_unmatched_filters(const FileFilter& filter, const PathCounts& paths,
                              std::string_view of_what, IndexReader* reader,
                              const Console& console) {
  if (!filter.repository.empty()) {
    TRAWL_ASSIGN_OR_RETURN(const FileExpressions expressions,
                           FileExpressions::compile({filter.repository, ""}));
    TRAWL_ASSIGN_OR_RETURN(FileSelection selection,
                           FileSelection::create(expressions, reader->entry_count()));
    TRAWL_ASSIGN_OR_RETURN(const bool is_some, selection.selects_some_entry(reader));
    if (!is_some) {
      console.message(fmt::format("no repository matches --repo '{}'{}", filter.repository,
                                  glob_advice(filter.repository)));
      return {};
    }
  }
  if (filter.path.empty() || paths.tested == 0 || paths.selected != 0) return {};
  console.message(fmt::format("no path matches --path '{}' (of {} {}){}", filter.path,
                              count_text(paths.tested, "file"), of_what, glob_advice(filter.path)));
  return {};
}

}  // namespace trawl
