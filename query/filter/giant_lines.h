// Narrows giant lines down to the chunks that a short match can begin in.
//
// A giant line is cut into chunks, and as a whole it holds nearly every gram: all of a plan's
// grams, far apart. A match that is no longer than a chunk lies in one chunk or across two
// neighbours, so its grams do too.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "query/filter/candidates.h"
#include "query/filter/planner.h"

namespace trawl {

// Removes from `*units` (first chunks, ascending) the groups of which no two neighbouring chunks
// pass the plan, and appends to `*excluded` the chunks of the others that do not pass together with
// their right neighbour: no match begins in them. REQUIRES: no match of the pattern takes more than
// kChunkSize bytes. Fails as find_candidates does.
Status narrow_giant_lines(const QueryPlan& plan, std::span<const ChunkGroup> groups,
                          const OpenList& open, std::vector<ChunkNumber>* units,
                          std::vector<ChunkNumber>* excluded);

}  // namespace trawl
