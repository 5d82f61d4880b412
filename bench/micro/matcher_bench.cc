// Scans chunks for 1 to 1,000 patterns that are compiled together.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "bench/micro/sample_text.h"
#include "indexer/format/format.h"
#include "indexer/match/matcher.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {
namespace {

constexpr size_t kMatchedText = 4 << 20;

// Pattern i matches lines with a call of call<i>, whatever follows it.
Result<Matcher> compile(uint32_t count) {
  std::vector<Pattern> patterns;
  for (uint32_t i = 0; i < count; ++i) {
    TRAWL_ASSIGN_OR_RETURN(Pattern pattern,
                           parse_pattern("call" + std::to_string(i) + "\\(.*", PatternOptions()));
    patterns.push_back(std::move(pattern));
  }
  return Matcher::compile(std::move(patterns));
}

// The number of calls below `count` in the text, each counted once per line.
size_t expected_matches(std::string_view text, uint32_t count) {
  size_t matches = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    std::vector<bool> found(count);
    for (size_t call = line.find("call"); call != line.npos; call = line.find("call", call + 1)) {
      uint32_t number = 0;
      size_t digit = call + 4;
      while (digit < line.size() && line[digit] >= '0' && line[digit] <= '9') {
        number = number * 10 + static_cast<uint32_t>(line[digit++] - '0');
      }
      if (number >= count || digit >= line.size() || line[digit] != '(' || found[number]) continue;
      found[number] = true;
      ++matches;
    }
    begin = end + 1;
  }
  return matches;
}

void scan(benchmark::State& state) {
  const auto count = static_cast<uint32_t>(state.range(0));
  const std::string text = sample_lines(kMatchedText);
  const std::vector<std::string_view> chunks = pieces_of(text, kChunkSize);
  const Result<Matcher> matcher = compile(count);
  if (!matcher.is_ok()) return state.SkipWithError(matcher.status().message().c_str());
  Result<LineScanner> scanner = LineScanner::create(*matcher);
  if (!scanner.is_ok()) return state.SkipWithError(scanner.status().message().c_str());
  std::vector<LineMatch> matches;
  if (!scanner->scan(text, &matches).is_ok() || matches.size() != expected_matches(text, count)) {
    return state.SkipWithError("wrong matches");
  }
  const double found = static_cast<double>(matches.size());
  size_t next = 0;
  for (auto _ : state) {
    const Status status = scanner->scan(chunks[next++ % chunks.size()], &matches);
    if (!status.is_ok()) return state.SkipWithError("cannot scan");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(kChunkSize));
  state.counters["matches/MiB"] = found / (kMatchedText >> 20);
}
BENCHMARK(scan)->ArgName("patterns")->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

}  // namespace
}  // namespace trawl
