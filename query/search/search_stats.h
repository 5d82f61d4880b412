// What a search did, and its description for a person.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/phrase.h"
#include "query/search/file_selection.h"

namespace trawl {

// How one segment was searched.
struct SegmentStats {
  std::string id;
  std::string plan;  // the trigram query that was run, with the lengths of its lists
  uint32_t chunks = 0;
  uint32_t units = 0;       // all chunks and giant lines of the segment
  uint32_t candidates = 0;  // units that passed the filter
};

// What a search did, for --explain. Times in microseconds.
struct SearchStats {
  std::string trigram_query;
  std::string engine;
  std::vector<SegmentStats> segments;
  uint64_t candidate_documents = 0;
  uint64_t candidate_files = 0;  // selected by the filters for names
  uint64_t verified_units = 0;
  uint64_t verified_bytes = 0;
  uint64_t files = 0;
  uint64_t lines = 0;
  uint64_t plan_us = 0, candidates_us = 0, verify_us = 0;
};

// The stats as lines for a person. `open_us` is the time it took to open the index before the
// search.
Phrase describe_stats(const SearchStats& stats, uint64_t open_us);

}  // namespace trawl
