// Finds the candidates of a query plan in one segment.
//
// A candidate is a unit: a chunk, or the group of chunks that together hold one giant line. A gram
// in any chunk of a group counts for the whole group, because a match may extend across chunks. So
// the group is also verified as a whole.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/posting_list.h"
#include "query/filter/planner.h"

namespace trawl {

// The candidates of one segment.
struct CandidateUnits {
  std::vector<ChunkNumber> units;     // first chunk of each, ascending
  std::vector<ChunkNumber> excluded;  // chunks of giant lines in which no match starts, ascending
  std::span<const ChunkGroup> groups = {};  // the segment's giant lines; owned by the reader
};

// Opens the list of a gram in the plan. Its bytes must stay valid until find_candidates returns.
using OpenList = std::function<Result<PostingCursor>(Gram)>;

// The first chunk of each unit that passes, ascending. REQUIRES: `groups` as from
// decode_group_table, all below chunk_count. kCorruption, with the gram, for a list that is damaged
// or names a chunk that the segment does not have; also fails as `open` does.
Result<std::vector<ChunkNumber>> find_candidates(const QueryPlan& plan, uint32_t chunk_count,
                                                 std::span<const ChunkGroup> groups,
                                                 const OpenList& open);

}  // namespace trawl
