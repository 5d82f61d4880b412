// What a snapshot may not lose to the build that replaces it, unless BuildOptions::replace says so.
#pragma once

#include "indexer/base/status.h"
#include "indexer/build/build_counts.h"
#include "indexer/build_options.h"
#include "indexer/store/publication.h"

namespace trawl {

// kInvalidArgument when the live snapshot of this name has repositories with files that the build
// leaves out: says how many, names the first, and what can be done. Reads the snapshot's entries.
Status check_repositories_lost(const BuildOptions& options, const IndexWriter& writer);

// kInvalidArgument when the snapshot has text and the build, at its end, has none. `previous` is
// the live snapshot of this name; null when there is none.
Status check_text_lost(const BuildOptions& options, const SnapshotFacts* previous,
                       const BuildCounts& counts);

}  // namespace trawl
