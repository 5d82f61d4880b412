// What is said when a filter selects nothing, which otherwise reads as "no line matches".
#pragma once

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "query/read/index_reader.h"
#include "query/search/file_selection.h"

namespace trawl {

// --repo and --path.
FileFilter file_filter(const Arguments& arguments);

// After a command that found nothing, names on the standard error the filter which selects nothing.
// Of repositories all are looked at; of paths only those that the command looked at anyway, whose
// number `paths` is, and which are files `of_what`, such as "that may match".
Status tell_unmatched_filters(const FileFilter& filter, const PathCounts& paths,
                              std::string_view of_what, IndexReader* reader,
                              const Console& console);

}  // namespace trawl
