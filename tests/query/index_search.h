// Builds and searches indexes in the test's own process.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/indexer.h"
#include "query/search/results.h"
#include "query/search/searcher.h"

namespace trawl {

// A matching line that a search found or that a test expects.
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

// Keeps every line that it receives.
class CollectingSink : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override;
  std::vector<FoundLine> lines;
};

// Options to build `root` into `index`. Every directory `depth` levels below `root` is a
// repository.
BuildOptions build_of(const std::string& root, uint32_t depth, const std::string& index);
// Builds. Fails the running test if the build, or merging after it, fails.
BuildSummary build(const BuildOptions& options);

// A search as tests write it: the text of a pattern, and how to search for it.
struct PatternSearch : SearchOptions {
  std::string pattern;
  PatternOptions options;
  FileFilter files;
};
// Parses, prepares and runs the search, as `trawl search` does.
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
