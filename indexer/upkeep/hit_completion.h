// Gives every segment of an index the hits of its rules, and of no others, when the rules change.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/publication.h"
#include "indexer/upkeep/rule_backfill.h"

namespace trawl {

struct HitCompletion {
  std::vector<IncomingFile> files;  // to publish with the manifest
  uint32_t rules = 0;               // that some segment had not been scanned for
  uint32_t segments = 0;            // such segments
  BackfillCounts counts;
};

// Changes the segments of `next`, which is the writer's manifest with other rules, so that each
// covers just these. Hits that are missing are found in what the index in `directory` holds;
// nothing is published. Errors name the rule and the file.
Result<HitCompletion> complete_hits(const std::string& directory, IndexWriter* writer,
                                    Manifest* next);

}  // namespace trawl
