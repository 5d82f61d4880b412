// Runs searches as calls of the library, in a process that keeps an index open. This is the cost of
// a query in a server, without starting, opening and printing.
//
//   warm_bench [--benchmark_...] INDEX PATTERN...
//
// The first call of each pattern is not timed. `lines` is the number of lines found, `cached_MB`
// the size of the reader's cache after the run.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>

#include "query/read/index_reader.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

// Reads every line as a caller would, and keeps none.
class CountingSink : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override {
    lines += result.lines.size();
    for (const Line& line : result.lines) bytes += line.text.size();
    return true;
  }
  uint64_t lines = 0;
  uint64_t bytes = 0;
};

// The size of the reader's cache. With everything else, the process stays below 1 GiB.
constexpr uint64_t kCacheBytes = 768 << 20;

// Parses and prepares the pattern again in each call.
Result<SearchStats> search_for(const std::string& text, IndexReader* reader, ResultSink* sink) {
  TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(text, {}));
  return search(Query::of_pattern(std::move(pattern)), {}, reader, sink);
}

void search_warm(benchmark::State& state, IndexReader* reader, const std::string& pattern) {
  CountingSink first;
  const Result<SearchStats> untimed = search_for(pattern, reader, &first);
  if (!untimed.is_ok()) return state.SkipWithError(untimed.status().message().c_str());
  for (auto _ : state) {
    CountingSink sink;
    const Result<SearchStats> found = search_for(pattern, reader, &sink);
    if (!found.is_ok() || sink.lines != first.lines || sink.bytes != first.bytes) {
      return state.SkipWithError("not the lines of the call before");
    }
  }
  state.counters["lines"] = static_cast<double>(first.lines);
  state.counters["cached_MB"] =
      static_cast<double>(reader->view()->generation().cache()->bytes()) / 1e6;
}

int run(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: warm_bench [--benchmark_...] INDEX PATTERN...\n", stderr);
    return 2;
  }
  Result<IndexReader> reader = IndexReader::open(argv[1], "", kSearchFamilies, kCacheBytes);
  if (!reader.is_ok()) {
    std::fprintf(stderr, "warm_bench: %s\n", reader.status().message().c_str());
    return 2;
  }
  for (int i = 2; i < argc; ++i) {
    benchmark::RegisterBenchmark(argv[i], search_warm, &*reader, std::string(argv[i]))
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace trawl

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  return trawl::run(argc, argv);
}
