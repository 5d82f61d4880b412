// Compresses and decompresses the frames of chunks, with a dictionary trained on similar text.
#include <benchmark/benchmark.h>

#include "bench/micro/sample_text.h"
#include "indexer/format/format.h"
#include "indexer/format/frame.h"

namespace trawl {
namespace {

constexpr size_t kText = 8 << 20;
constexpr size_t kDictionarySize = 256 << 10;  // the size that a build trains

// The first half of the text trains the dictionary, the second half is compressed.
struct Sample {
  std::string text = sample_lines(kText);
  std::vector<std::string_view> chunks =
      pieces_of(std::string_view(text).substr(kText / 2), kChunkSize);
  Dictionary dictionary{train_dictionary(
      text, std::vector<size_t>(kText / 2 / kChunkSize, kChunkSize), kDictionarySize)};
  std::vector<std::string> frames;
};

// Fills in the frames. Returns a description of the first error, or null.
const char* compress_and_check(Sample* sample) {
  if (sample->dictionary.bytes().empty()) return "no dictionary";
  FrameCompressor compressor(&sample->dictionary);
  FrameDecompressor decompressor(&sample->dictionary);
  std::string_view content;
  for (const std::string_view chunk : sample->chunks) {
    std::string& frame = sample->frames.emplace_back();
    if (!compressor.compress(chunk, &frame).is_ok()) return "cannot compress";
    if (!decompressor.decompress(frame, kChunkSize, &content).is_ok()) return "cannot decompress";
    if (content != chunk) return "wrong content";
  }
  return nullptr;
}

void report(benchmark::State& state, const Sample& sample) {
  size_t bytes = 0;
  for (const std::string& frame : sample.frames) bytes += frame.size();
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(kChunkSize));
  state.counters["ratio"] =
      static_cast<double>(sample.chunks.size() * kChunkSize) / static_cast<double>(bytes);
}

void compress_chunk(benchmark::State& state) {
  Sample sample;
  if (const char* wrong = compress_and_check(&sample)) return state.SkipWithError(wrong);
  FrameCompressor compressor(&sample.dictionary);
  std::string frame;
  size_t next = 0;
  for (auto _ : state) {
    frame.clear();
    const Status status = compressor.compress(sample.chunks[next++ % sample.chunks.size()], &frame);
    if (!status.is_ok()) return state.SkipWithError("cannot compress");
  }
  report(state, sample);
}
BENCHMARK(compress_chunk);

void decompress_chunk(benchmark::State& state) {
  Sample sample;
  if (const char* wrong = compress_and_check(&sample)) return state.SkipWithError(wrong);
  FrameDecompressor decompressor(&sample.dictionary);
  std::string_view content;
  size_t next = 0;
  for (auto _ : state) {
    const std::string& frame = sample.frames[next++ % sample.frames.size()];
    const Status status = decompressor.decompress(frame, kChunkSize, &content);
    if (!status.is_ok()) return state.SkipWithError("cannot decompress");
  }
  report(state, sample);
}
BENCHMARK(decompress_chunk);

}  // namespace
}  // namespace trawl
