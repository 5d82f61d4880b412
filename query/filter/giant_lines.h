// Narrows giant lines down to the chunks in which a short match can start.
//
// A giant line is cut into chunks. As a whole it contains nearly every gram, so it has all grams of
// a plan, but far apart. A match no longer than a chunk lies in one chunk or across two neighbours,
// and so do its grams.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "query/filter/candidates.h"
#include "query/filter/planner.h"

namespace trawl {

// Removes from `*units` (first chunks, ascending) the groups in which no two neighbouring chunks
// pass the plan. Of the other groups, appends to `*excluded` the chunks that do not pass together
// with their right neighbour, because no match starts in them. REQUIRES: no match of the pattern
// takes more than kChunkSize bytes. Fails as find_candidates does.
Status narrow_giant_lines(const QueryPlan& plan, std::span<const ChunkGroup> groups,
                          const OpenList& open, std::vector<ChunkNumber>* units,
                          std::vector<ChunkNumber>* excluded);

}  // namespace trawl
