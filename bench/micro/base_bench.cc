// The small operations that run for every file, line or record: keys, lines, digests.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "bench/micro/sample_text.h"
#include "indexer/base/digest.h"
#include "indexer/format/keys.h"
#include "indexer/text/line_count.h"

namespace trawl {
namespace {

SegmentId sample_segment() {
  SegmentId segment;
  for (size_t i = 0; i < SegmentId::kBytes; ++i) segment.bytes[i] = static_cast<uint8_t>(37 * i);
  return segment;
}

// Steps through all grams so that consecutive ones are not neighbours in order.
constexpr uint32_t kGramStep = 7919;

Gram gram_after(Gram gram) {
  return {(gram.value + kGramStep) % Gram::kLimit};
}

void encode_posting_key(benchmark::State& state) {
  const SegmentId segment = sample_segment();
  Gram gram;
  for (int i = 0; i < 1000; ++i, gram = gram_after(gram)) {
    const std::optional<Gram> parsed =
        parse_posting_key(posting_key(segment, GramKind::kTrigram, gram));
    if (parsed != gram) return state.SkipWithError("wrong key");
  }
  for (auto _ : state) {
    gram = gram_after(gram);
    benchmark::DoNotOptimize(posting_key(segment, GramKind::kTrigram, gram));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode_posting_key);

void encode_chunk_key(benchmark::State& state) {
  const SegmentId segment = sample_segment();
  if (!(chunk_key(segment, 255) < chunk_key(segment, 256))) {
    return state.SkipWithError("keys out of order");
  }
  uint32_t block = 0;
  for (auto _ : state) benchmark::DoNotOptimize(chunk_key(segment, block++));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode_chunk_key);

void count_lines_of_text(benchmark::State& state) {
  const std::string text = sample_lines(static_cast<size_t>(state.range(0)) << 10);
  const auto ends = static_cast<uint64_t>(std::ranges::count(text, '\n'));
  if (count_lines(text) != ends + (text.ends_with('\n') ? 0 : 1)) {
    return state.SkipWithError("wrong number of lines");
  }
  for (auto _ : state) benchmark::DoNotOptimize(count_lines(text));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(count_lines_of_text)->ArgName("KiB")->Arg(16)->Arg(1024);

void hash_file(benchmark::State& state) {
  // The value of git hash-object for an empty file.
  static constexpr uint8_t kEmpty[] = {0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6, 0x43, 0x4b, 0x8b,
                                       0x29, 0xae, 0x77, 0x5a, 0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91};
  if (!std::ranges::equal(git_blob_id(""), kEmpty)) return state.SkipWithError("wrong digest");
  const std::string text = sample_lines(static_cast<size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(git_blob_id(text));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(hash_file)->ArgName("bytes")->Arg(100)->Arg(1000)->Arg(10000)->Arg(1000000);

}  // namespace
}  // namespace trawl
