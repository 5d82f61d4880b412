// Finds the distinct trigrams of a chunk, at several sizes of chunks.
#include <benchmark/benchmark.h>

#include <set>

#include "bench/micro/sample_text.h"
#include "indexer/document/gram_extractor.h"

namespace trawl {
namespace {

constexpr size_t kGramText = 4 << 20;

bool is_right(std::string_view span, std::span<const uint32_t> grams) {
  std::set<uint32_t> expected;
  for (size_t i = 0; i + 3 <= span.size(); ++i) {
    uint32_t gram = 0;
    for (const char c : span.substr(i, 3)) gram = gram << 8 | fold_ascii(static_cast<uint8_t>(c));
    expected.insert(gram);
  }
  return grams.size() == expected.size() &&
         std::set<uint32_t>(grams.begin(), grams.end()) == expected;
}

void extract_grams(benchmark::State& state) {
  const std::string text = sample_lines(kGramText);
  const std::vector<std::string_view> chunks =
      pieces_of(text, static_cast<size_t>(state.range(0)) << 10);
  GramExtractor extractor;
  for (const std::string_view chunk : {chunks.front(), chunks.back()}) {
    if (!is_right(chunk, extractor.extract(chunk, chunk.size())))
      return state.SkipWithError("wrong trigrams");
  }
  uint64_t found = 0;
  size_t next = 0;
  for (auto _ : state) {
    const std::string_view chunk = chunks[next++ % chunks.size()];
    found += extractor.extract(chunk, chunk.size()).size();
  }
  state.SetBytesProcessed(state.iterations() * (state.range(0) << 10));
  state.counters["grams/chunk"] =
      static_cast<double>(found) / static_cast<double>(state.iterations());
}
BENCHMARK(extract_grams)->ArgName("KiB")->Arg(4)->Arg(16)->Arg(32);

// Packs the grams in the form that a segment keeps until it closes.
void pack_grams(benchmark::State& state) {
  const std::string text = sample_lines(16 << 10);
  GramExtractor extractor;
  const std::span<const uint32_t> grams = extractor.extract(text, text.size());
  std::string packed;
  put_grams(grams, &packed);
  if (packed.size() < 2 * grams.size()) return state.SkipWithError("grams are missing");
  for (auto _ : state) {
    packed.clear();
    put_grams(grams, &packed);
    benchmark::DoNotOptimize(packed.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(grams.size()));
}
BENCHMARK(pack_grams);

}  // namespace
}  // namespace trawl
