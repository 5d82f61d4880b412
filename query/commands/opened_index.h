// Opens the index and the snapshot that a command line names.
#pragma once

#include <span>

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/command.h"
#include "indexer/cli/console.h"
#include "query/read/index_reader.h"

namespace trawl {

// --snapshot. The flag for the index is index_flag().
Flag snapshot_flag();

// Opens the index and the snapshot that --snapshot names, or else $TRAWL_SNAPSHOT, with the
// families that the command reads. Every command that reads a snapshot chooses it here. Warns about
// each repository that its last build could not read. The index stays open until the process ends,
// because closing it takes longer than many searches (2 ms for 23 tables) and the system frees its
// resources anyway. Call it once per process.
Result<IndexReader*> open_index(const Arguments& arguments, std::span<const Family> families,
                                const Console& console);

}  // namespace trawl
