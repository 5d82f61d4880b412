// Messages about filters that select nothing, which would otherwise look like "no line matches".
#pragma once

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "query/read/index_reader.h"
#include "query/search/file_selection.h"

namespace trawl {

// --repo and --path as a filter.
FileFilter file_filter(const Arguments& arguments);

// After a command that found nothing, names on standard error the filter that selects nothing.
// Reads the paths of selected repositories until one matches.
Status tell_unmatched_filters(const FileFilter& filter, IndexReader* reader,
                              const Console& console);

}  // namespace trawl
