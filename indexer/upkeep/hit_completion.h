// Gives every segment of an index the hits of its rules, and of no others, when the rules change.
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

// Changes the segments of a generation that has other rules than the live one, so that each covers
// just these. Hits that are missing are found in what the live one holds. Errors name the rule and
// the file.
Result<HitCompletion> complete_hits(NextGeneration* next);

}  // namespace trawl
