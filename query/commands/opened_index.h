// The index and the snapshot that a command line names.
#pragma once

#include <span>

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/command.h"
#include "indexer/cli/console.h"
#include "query/read/index_reader.h"

namespace trawl {

// --snapshot. The index has index_flag().
Flag snapshot_flag();

// Opens them with the families that the command reads, and warns of each repository whose last
// build could not read it. The index stays open until the process ends: closing it takes longer
// (2 ms for 23 tables) than many a search, and the system takes back what it holds. Once in a
// process.
Result<IndexReader*> open_index(const Arguments& arguments, std::span<const Family> families,
                                const Console& console);

}  // namespace trawl
