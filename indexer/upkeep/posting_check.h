// Verifies the posting lists of a segment against the grams of its content.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"
#include "indexer/upkeep/check_report.h"

namespace trawl {

// What consecutive chunks say that posting lists must hold.
struct ChunkGrams {
  uint32_t first = 0;              // the number of the first chunk
  uint32_t end = 0;                // one more than that of the last
  std::vector<std::string> grams;  // put_grams() of each chunk, one after another
};

// That the segment's records of posting lists are those of `all`, which has all of its chunks. Adds
// what they hold to the report. kCorruption names the record.
Status check_postings(const Store& store, const SegmentFacts& segment, const ChunkGrams& all,
                      CheckReport* report);

// For a segment whose grams are too many to be held at once: that each list has just those chunks
// of `part` that have its gram. Adds the number of their postings to `*postings`.
Status check_postings_of(const Store& store, const SegmentFacts& segment, const ChunkGrams& part,
                         uint64_t* postings);

// That each list is coded as a build codes it. Adds what they hold to the report; together they
// must have `postings`, which check_postings_of found in all parts.
Status check_posting_codes(const Store& store, const SegmentFacts& segment, uint64_t postings,
                           CheckReport* report);

}  // namespace trawl
