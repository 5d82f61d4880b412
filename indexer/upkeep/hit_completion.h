// Gives every segment of an index the hits of exactly its rules when the rules change.
#pragma once

#include <cstdint>

#include "indexer/base/status.h"
#include "indexer/store/next_generation.h"
#include "indexer/upkeep/rule_backfill.h"

namespace trawl {

// What was missing.
struct HitCompletion {
  uint32_t rules = 0;     // that some segment had not been scanned for
  uint32_t segments = 0;  // such segments
  BackfillCounts counts;
};

// Changes the segments of a generation whose rules differ from the live one's, so that each covers
// exactly these rules. Missing hits are found in the content of the live generation. Errors name
// the rule and the file.
Result<HitCompletion> complete_hits(NextGeneration* next);

}  // namespace trawl
