// Searching: the library's entry for reading. `trawl search` is a thin shell around it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/regex_syntax.h"
#include "query/read/index_reader.h"
#include "query/search/line_selection.h"
#include "query/search/results.h"

namespace trawl {

inline constexpr uint64_t kDefaultSearchMemory = 256 << 20;

struct SearchRequest {
  std::string pattern;
  PatternOptions options;
  std::string repository_regex;  // searched for in repository names; empty: all
  std::string path_regex;        // searched for in paths; empty: all
  LineSelection lines;
  uint64_t memory = kDefaultSearchMemory;  // that candidates and verification may take
  uint32_t jobs = 0;                       // threads; 0: as many as the machine has
  bool force_scan = false;  // verify every chunk: the truth to hold the filter against
};

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
  uint64_t verified_units = 0;
  uint64_t verified_bytes = 0;
  uint64_t files = 0;
  uint64_t lines = 0;
  uint64_t open_us = 0, plan_us = 0, candidates_us = 0, verify_us = 0;
};

// The stats as lines for a person.
Phrase describe_stats(const SearchStats& stats);

// "repository: why" for each repository of the snapshot whose last build could not read it.
Result<std::vector<std::string>> stale_repositories(IndexReader* reader);

// Pushes every matching line of the snapshot into the sink, by repository, path and line, and
// nothing else: results are complete, or the status says why not. A file with very many matches
// comes in parts. kInvalidArgument for a pattern that is none, with its position. Not thread-safe
// for one reader.
Result<SearchStats> search(const SearchRequest& request, IndexReader* reader, ResultSink* sink);

}  // namespace trawl
