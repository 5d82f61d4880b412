// What a search did, and how to tell it.
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
  std::string plan;  // the trigram query as it was run, with list lengths
  uint32_t chunks = 0;
  uint32_t units = 0;       // chunks and giant lines in all
  uint32_t candidates = 0;  // units that passed
};

// What a search did, for --explain. Times in microseconds.
struct SearchStats {
  std::string trigram_query;
  std::string engine;
  std::vector<SegmentStats> segments;
  uint64_t candidate_documents = 0;
  uint64_t candidate_files = 0;  // after the expressions for names
  PathCounts paths;              // of files with candidates
  uint64_t verified_units = 0;
  uint64_t verified_bytes = 0;
  uint64_t files = 0;
  uint64_t lines = 0;
  uint64_t plan_us = 0, candidates_us = 0, verify_us = 0;
};

// The stats as lines for a person. `open_us`: what it took to open the index before the search.
Phrase describe_stats(const SearchStats& stats, uint64_t open_us);

}  // namespace trawl
