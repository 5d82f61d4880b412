// The candidates of a query plan in one segment.
//
// What passes is a unit: a chunk, or a group of chunks that hold one giant line together. A gram in
// any chunk of a group counts for the whole, since a match may lie across chunks; so the group is
// verified together.
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
  std::vector<ChunkNumber> units;     // by first chunk, ascending
  std::vector<ChunkNumber> excluded;  // chunks of giant lines that no match begins in, ascending
  std::span<const ChunkGroup> groups = {};  // the segment's giant lines, which the reader keeps
};

// Opens the list of a gram that the plan names. Its bytes must stay until find_candidates returns.
using OpenList = std::function<Result<PostingCursor>(Gram)>;

// The first chunk of each unit that passes, ascending. REQUIRES: `groups` as decode_group_table
// gives them, all below chunk_count. kCorruption, with the gram, for a list that is damaged or
// names a chunk that the segment does not have; fails as `open` does.
Result<std::vector<ChunkNumber>> find_candidates(const QueryPlan& plan, uint32_t chunk_count,
                                                 std::span<const ChunkGroup> groups,
                                                 const OpenList& open);

}  // namespace trawl
