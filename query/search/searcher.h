// Searching: the library's entry for reading. `trawl search` is a thin shell around it.
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

// How a search runs; no answer depends on it.
struct SearchOptions {
  uint64_t memory = kDefaultSearchMemory;  // that candidates and verification may take
  uint32_t jobs = 0;                       // threads; 0: as many as the machine has
  bool force_scan = false;  // verify every chunk: the truth to hold the filter against
};

// "repository: why" for each repository of the snapshot whose last build could not read it.
Result<std::vector<std::string>> stale_repositories(IndexReader* reader);

// Pushes every line of the snapshot that the query wants into the sink, by repository, path and
// line, and nothing else: results are complete, or the status says why not. A file with very many
// matches comes in parts. Not thread-safe for one reader; one query may be searched for in several
// threads at the same time, each with a reader of its own.
Result<SearchStats> search(const PreparedQuery& query, const SearchOptions& options,
                           IndexReader* reader, ResultSink* sink);

// The same for a query that is searched for once. Fails also as PreparedQuery::prepare does.
Result<SearchStats> search(const Query& query, const SearchOptions& options, IndexReader* reader,
                           ResultSink* sink);

}  // namespace trawl
