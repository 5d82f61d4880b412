#include "tests/query/index_search.h"

#include <gtest/gtest.h>

#include <ostream>

#include "indexer/text/control_characters.h"
#include "query/read/index_reader.h"

namespace trawl {

void PrintTo(const FoundLine& found, std::ostream* out) {
  constexpr size_t kShown = 120;
  *out << escape_control(found.repository + "/" + found.path) << ':' << found.line << ':'
       << escape_control(std::string_view(found.text).substr(0, kShown)) << " ("
       << found.text.size() << " bytes at " << found.offset
       << (found.ends_with_newline ? ")" : ", no newline)");
}

Result<bool> CollectingSink::file(const FileResult& result) {
  for (const Line& line : result.lines) {
    lines.push_back({std::string(result.repository), std::string(result.path), line.number,
                     line.offset, std::string(line.text), line.ends_with_newline});
  }
  return true;
}

BuildOptions build_of(const std::string& root, uint32_t depth, const std::string& index) {
  BuildOptions options;
  options.index_directory = index;
  options.memory = kLeastMemory;
  options.max_file_size = kLeastMemory / 4;
  options.jobs = 2;
  Result<std::vector<Repository>> repositories = repositories_of_roots({root}, depth);
  EXPECT_TRUE(repositories.is_ok()) << repositories.status().message();
  if (repositories.is_ok()) options.repositories = std::move(repositories).value();
  return options;
}

BuildSummary build(const BuildOptions& options) {
  const Result<BuildSummary> summary = build_index(options);
  EXPECT_TRUE(summary.is_ok()) << summary.status().message();
  if (!summary.is_ok()) return {};
  EXPECT_EQ(summary->merge_failure.message(), "");
  return *summary;
}

Result<SearchStats> search(const PatternSearch& request, IndexReader* reader, ResultSink* sink) {
  TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(request.pattern, request.options));
  Query query = Query::of_pattern(std::move(pattern));
  query.files = request.files;
  const SearchOptions& options = request;
  return search(query, options, reader, sink);
}

SearchOutcome search_index(const std::string& index, const PatternSearch& request) {
  SearchOutcome outcome;
  Result<IndexReader> reader = IndexReader::open(index, "");
  outcome.status = reader.status();
  return reader.is_ok() ? search_reader(&*reader, request) : outcome;
}

SearchOutcome search_reader(IndexReader* reader, const PatternSearch& request) {
  SearchOutcome outcome;
  CollectingSink sink;
  Result<SearchStats> stats = search(request, reader, &sink);
  outcome.status = stats.status();
  if (stats.is_ok()) outcome.stats = std::move(stats).value();
  outcome.lines = std::move(sink.lines);
  return outcome;
}

}  // namespace trawl
