// Searches an index: the library's main entry for reading. `trawl search` is a thin shell around
// it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "query/language/query.h"
#include "query/read/index_reader.h"
#include "query/search/prepared_query.h"
#include "query/search/results.h"
#include "query/search/search_stats.h"

namespace trawl {

inline constexpr uint64_t kDefaultSearchMemory = 256 << 20;

// How a search runs. None of these options changes the results.
struct SearchOptions {
  uint64_t memory = kDefaultSearchMemory;  // bytes for candidates and verification
  uint32_t jobs = 0;                       // threads; 0 means one per processor
  bool force_scan = false;  // verify every chunk, to check the filter against the truth
};

struct StaleRepository {
  std::string repository;
  std::string reason;  // why the last build could not read it
};

// The repositories of the snapshot that are in an earlier state, which the last build kept.
Result<std::vector<StaleRepository>> stale_repositories(IndexReader* reader);

// Pushes into the sink every line of the snapshot that the query wants and no other, ordered by
// repository, path and line. Results are complete, or the status says why not. A file with very
// many matches comes in parts. A reader is not thread-safe; several threads may search for the same
// query, each with its own reader.
Result<SearchStats> search(const PreparedQuery& query, const SearchOptions& options,
                           IndexReader* reader, ResultSink* sink);

// The same for a query that runs only once. Also fails as PreparedQuery::prepare does.
Result<SearchStats> search(const Query& query, const SearchOptions& options, IndexReader* reader,
                           ResultSink* sink);

}  // namespace trawl
