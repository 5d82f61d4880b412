// Builds indexes and searches them in the test's own process.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/indexer.h"
#include "query/search/results.h"
#include "query/search/searcher.h"

namespace trawl {

// One matching line, as a search gives it or as a test expects it.
struct FoundLine {
  std::string repository;
  std::string path;
  uint64_t line = 0;
  uint64_t offset = 0;
  std::string text;
  bool ends_with_newline = true;
  friend bool operator==(const FoundLine&, const FoundLine&) = default;
};
void PrintTo(const FoundLine& found, std::ostream* out);

// Keeps every line it is given.
class CollectingSink : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override;
  std::vector<FoundLine> lines;
};

// What builds `root`, every directory `depth` levels below it a repository, into `index`.
BuildOptions build_of(const std::string& root, uint32_t depth, const std::string& index);
// Builds; fails the running test if that, or merging afterwards, fails.
BuildSummary build(const BuildOptions& options);

// A search as tests write it down: the text of a pattern, and how to search for it.
struct PatternSearch : SearchOptions {
  std::string pattern;
  PatternOptions options;
  FileFilter files;
};
// As `trawl search` does it: parsed, prepared and run once.
Result<SearchStats> search(const PatternSearch& request, IndexReader* reader, ResultSink* sink);

struct SearchOutcome {
  Status status;
  SearchStats stats;
  std::vector<FoundLine> lines;
};

// Opens the index and searches its last snapshot.
SearchOutcome search_index(const std::string& index, const PatternSearch& request);
// Searches the snapshot of an open index.
SearchOutcome search_reader(IndexReader* reader, const PatternSearch& request);

}  // namespace trawl
